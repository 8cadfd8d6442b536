package dev.forktail.postgres.query;

import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.query.EventQueries.NewestEvent;
import dev.forktail.postgres.StoreTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The newest events, read from the last pages of the newest slices: what it costs does not depend
/// on how much is stored. Of a project with very few of the newest events it may find fewer than
/// asked for. At a server on which little happens it goes back through slices with few rows, which
/// are read once.
///
/// - **Threads.** Safe for concurrent use.
final class NewestEvents {
  private static final int SLICES_MAX = 3;
  private static final int SMALL_SLICES_MAX = 200;
  private static final int SMALL_ROWS_MAX = 200;
  private static final int KNOWN_MAX = 2_000;
  private static final long PAGES_FIRST = 256;
  private static final long PAGES_MAX = 1_024;
  private static final int PAGE_BYTES = 8_192;

  private static final String SLICES =
      """
      SELECT id, state = 'open', coalesce(rows, 0) FROM slice WHERE state <> 'dropped'
      ORDER BY id DESC LIMIT %d
      """
          .formatted(SMALL_SLICES_MAX);
  private static final String PAGES = "SELECT pg_relation_size(?::regclass) / " + PAGE_BYTES;

  /// The ends of sealed slices, which never change. Guarded by itself.
  private final Map<Question, List<NewestEvent>> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, List<NewestEvent>> eldest) {
          return size() > KNOWN_MAX;
        }
      };

  private record Question(long slice, ProjectId project, int max) {}

  private record Slice(long id, boolean isOpen, long rows) {}

  List<NewestEvent> read(Connection connection, ProjectId project, int max) throws SQLException {
    var newest = new ArrayList<NewestEvent>();
    int seen = 0;
    for (var slice : slices(connection)) {
      if (newest.size() >= max || (seen >= SLICES_MAX && slice.rows() > SMALL_ROWS_MAX)) {
        break;
      }
      newest.addAll(endOf(connection, slice, project, max));
      seen++;
    }
    newest.sort(Comparator.comparing(NewestEvent::received).reversed());
    return newest.subList(0, Math.min(max, newest.size()));
  }

  private List<NewestEvent> endOf(Connection connection, Slice slice, ProjectId project, int max)
      throws SQLException {
    var table = StoreTables.slice(slice.id());
    if (slice.isOpen()) {
      return endOf(connection, table, project, max);
    }
    var question = new Question(slice.id(), project, max);
    synchronized (known) {
      var before = known.get(question);
      if (before != null) {
        return before;
      }
    }
    var found = List.copyOf(endOf(connection, table, project, max));
    synchronized (known) {
      known.put(question, found);
    }
    return found;
  }

  private static List<NewestEvent> endOf(
      Connection connection, String table, ProjectId project, int max) throws SQLException {
    long pages = pages(connection, table);
    long window = PAGES_FIRST;
    var found = read(connection, table, Math.max(0, pages - window), project, max);
    while (found.size() < max && window < Math.min(pages, PAGES_MAX)) {
      window *= 4;
      found = read(connection, table, Math.max(0, pages - window), project, max);
    }
    return found;
  }

  private static List<NewestEvent> read(
      Connection connection, String table, long fromPage, ProjectId project, int max)
      throws SQLException {
    try (var statement = connection.prepareStatement(readSql(table))) {
      statement.setString(1, "(" + fromPage + ",0)");
      statement.setInt(2, project.value());
      statement.setInt(3, max);
      try (var rows = statement.executeQuery()) {
        var events = new ArrayList<NewestEvent>();
        while (rows.next()) {
          events.add(event(rows));
        }
        return events;
      }
    }
  }

  private static String readSql(String table) {
    return """
    SELECT received, occurred, type, name, coalesce(user_id, anonymous_id), source
    FROM %s WHERE ctid >= ?::tid AND project = ?
    ORDER BY received DESC, sequence DESC LIMIT ?
    """
        .formatted(table);
  }

  private static NewestEvent event(ResultSet rows) throws SQLException {
    return new NewestEvent(
        rows.getObject(1, OffsetDateTime.class).toInstant(),
        rows.getObject(2, OffsetDateTime.class).toInstant(),
        EventType.ofCode(rows.getInt(3)).wireName(),
        rows.getString(4),
        rows.getString(5),
        rows.getString(6));
  }

  private static List<Slice> slices(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(SLICES);
        var rows = statement.executeQuery()) {
      var slices = new ArrayList<Slice>();
      while (rows.next()) {
        slices.add(new Slice(rows.getLong(1), rows.getBoolean(2), rows.getLong(3)));
      }
      return slices;
    }
  }

  private static long pages(Connection connection, String table) throws SQLException {
    try (var statement = connection.prepareStatement(PAGES)) {
      statement.setString(1, table);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
