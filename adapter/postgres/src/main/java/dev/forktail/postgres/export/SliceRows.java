package dev.forktail.postgres.export;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.RowSource;
import dev.forktail.postgres.PostgresDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/// The rows of one slice, read with one COPY on a connection of its own. The bytes are passed on as
/// they come.
final class SliceRows implements RowSource {
  private final PostgresDatabase database;
  private final long slice;

  SliceRows(PostgresDatabase database, long slice) {
    this.database = database;
    this.slice = slice;
  }

  @Override
  public void copyTo(OutputStream out) throws IOException {
    try (var connection = database.connectForJob("forktail-export")) {
      connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copySql(), out);
    } catch (SQLException e) {
      throw new StoreException.Unavailable(
          "Cannot read slice %d: %s".formatted(slice, e.getMessage()), e);
    }
  }

  private String copySql() {
    return "COPY (%s) TO STDOUT (FORMAT binary)"
        .formatted(SliceColumns.select(slice, EventColumns.ALL));
  }
}
