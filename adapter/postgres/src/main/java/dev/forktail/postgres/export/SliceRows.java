package dev.forktail.postgres.export;

import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.RowSource;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.StoreTables;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
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
      connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copySql(slice), out);
    } catch (SQLException e) {
      throw new StoreException.Unavailable(
          "Cannot read slice %d: %s".formatted(slice, e.getMessage()), e);
    }
  }

  static String copySql(long slice) {
    String columns =
        EventColumns.ALL.stream()
            .map(column -> expression(column, slice))
            .collect(Collectors.joining(", "));
    return "COPY (SELECT %s FROM %s) TO STDOUT (FORMAT binary)"
        .formatted(columns, StoreTables.slice(slice));
  }

  private static String expression(Column column, long slice) {
    if (column.equals(EventColumns.TYPE)) {
      return "CASE type %s END".formatted(typeNames());
    }
    if (column.equals(EventColumns.SLICE)) {
      return slice + "::bigint";
    }
    return column.equals(EventColumns.LANE) ? "lane::integer" : column.name();
  }

  private static String typeNames() {
    return Arrays.stream(EventType.values())
        .map(type -> "WHEN %d THEN '%s'".formatted(type.code(), type.wireName()))
        .collect(Collectors.joining(" "));
  }
}
