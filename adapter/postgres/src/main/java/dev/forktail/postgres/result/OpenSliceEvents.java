package dev.forktail.postgres.result;

import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.VisitorContext;
import dev.forktail.engine.result.live.Observations;
import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.stream.Collectors;

/// The events of the open slice that may count in results.
final class OpenSliceEvents {
  private static final String CONTEXT =
      ContextField.ALL.stream().map(ContextField::column).collect(Collectors.joining(", "));
  private static final int FIRST_CONTEXT = 13;
  private static final int FETCH_ROWS = 1_000;

  private OpenSliceEvents() {}

  static void read(
      Connection connection,
      long slice,
      Collection<ProjectId> projects,
      Collection<String> names,
      Observations observations)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql(slice))) {
      statement.setObject(1, projects.stream().mapToInt(ProjectId::value).toArray());
      statement.setObject(2, names.toArray(String[]::new));
      statement.setFetchSize(FETCH_ROWS);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          observations.read(event(rows), slice);
        }
      }
    }
  }

  private static String sql(long slice) {
    return """
    SELECT project, type, message_id, name, source, user_id, anonymous_id, session_id,
      occurred, occurred_clamped, received, payload, %s
    FROM %s
    WHERE project = ANY (?::int[]) AND (name = ANY (?::text[]) OR type IN (%d, %d))
    """
        .formatted(
            CONTEXT, StoreTables.slice(slice), EventType.IDENTIFY.code(), EventType.ALIAS.code());
  }

  private static Event event(ResultSet rows) throws SQLException {
    return new Event(
        new ProjectId(rows.getInt(1)),
        rows.getString(5),
        EventType.ofCode(rows.getInt(2)),
        rows.getString(3),
        rows.getString(4),
        rows.getString(6),
        rows.getString(7),
        rows.getString(8),
        rows.getObject(9, OffsetDateTime.class).toInstant(),
        rows.getBoolean(10),
        rows.getObject(11, OffsetDateTime.class).toInstant(),
        Payload.ofText(rows.getString(12)),
        context(rows));
  }

  private static VisitorContext context(ResultSet rows) throws SQLException {
    var draft = new VisitorContext.Draft();
    int column = FIRST_CONTEXT;
    for (var field : ContextField.ALL) {
      var value =
          switch (field.kind()) {
            case TEXT -> rows.getString(column);
            case NUMBER -> rows.getObject(column, Integer.class);
            case FLAG -> rows.getObject(column, Boolean.class);
          };
      draft.put(field, value);
      column++;
    }
    return draft.done();
  }
}
