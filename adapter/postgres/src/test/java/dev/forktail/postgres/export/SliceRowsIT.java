package dev.forktail.postgres.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.event.VisitorContext;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;

@ExtendWith(DatabaseExtension.class)
final class SliceRowsIT {
  private static final Event EVENT =
      new Event(
              Events.PROJECT,
              "shop",
              EventType.IDENTIFY,
              "m-1",
              "identify",
              null,
              "visitor \t Ä",
              "session",
              Instant.parse("1969-12-31T23:59:59.999999Z"),
              true,
              Events.NOON,
              Payload.ofText("{\"a\": \"line\\nbreak\"}"))
          .in(
              new VisitorContext.Draft()
                  .put(ContextField.BROWSER, "Nest")
                  .put(ContextField.BROWSER_VERSION, 7)
                  .put(ContextField.BOT, true)
                  .done());

  private final TestDatabase database;
  private final StoredSlices stored;

  SliceRowsIT(TestDatabase database) {
    this.database = database;
    this.stored = new StoredSlices(database);
  }

  @AfterEach
  void close() {
    stored.close();
  }

  /// The stream is what PostgreSQL itself reads into a table of those columns.
  @Test
  void theStreamHasTheColumnsOfTheLakeInTheirOrder() throws IOException, SQLException {
    var slice = stored.seal(List.of(EVENT, Events.event("m-2")));
    var bytes = new ByteArrayOutputStream();

    new PostgresSealedSlices(database.database()).rows(slice).copyTo(bytes);

    load(bytes.toByteArray());
    assertThat(
            database.column(
                "SELECT jsonb_strip_nulls(to_jsonb(copied) - 'received' - 'sequence')::text FROM"
                    + " copied ORDER BY message_id"))
        .first()
        .isEqualTo(
            """
            {"bot": true, "lane": 1, "name": "identify", "type": "identify", "slice": %d, "source": "shop", \
            "browser": "Nest", "payload": "{\\"a\\": \\"line\\\\nbreak\\"}", "project": 1, \
            "occurred": "1969-12-31T23:59:59.999999+00:00", "message_id": "m-1", \
            "session_id": "session", "anonymous_id": "visitor \\t Ä", "browser_version": 7, \
            "occurred_clamped": true}\
            """
                .formatted(slice.slice()));
    assertThat(database.number("SELECT count(*) FROM copied")).isEqualTo(2);
  }

  private void load(byte[] stream) throws SQLException, IOException {
    String columns =
        EventColumns.ALL.stream().map(SliceRowsIT::declared).collect(Collectors.joining(", "));
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute(
          "ALTER DATABASE %s SET TimeZone = 'UTC'".formatted(connection.getCatalog()));
      statement.execute("CREATE TABLE copied (%s)".formatted(columns));
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY copied FROM STDIN (FORMAT binary)", new ByteArrayInputStream(stream));
    }
  }

  private static String declared(Column column) {
    String type =
        switch (column.type()) {
          case INTEGER -> "int4";
          case LONG -> "int8";
          case DOUBLE -> "float8";
          case BOOLEAN -> "bool";
          case TIMESTAMP -> "timestamptz";
          case STRING -> "text";
        };
    return column.name() + " " + type + (column.required() ? " NOT NULL" : "");
  }

  @Test
  void aSliceThatIsGoneIsUnavailable() {
    var gone = new SealedSlice(5, 1, Events.NOON, Events.NOON);
    var source = new PostgresSealedSlices(database.database()).rows(gone);

    assertThatThrownBy(() -> source.copyTo(new ByteArrayOutputStream()))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("Cannot read slice 5");
  }
}
