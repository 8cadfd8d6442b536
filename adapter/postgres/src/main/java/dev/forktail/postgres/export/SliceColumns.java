package dev.forktail.postgres.export;

import dev.forktail.engine.event.EventType;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.postgres.StoreTables;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// How the columns of [EventColumns] are read from the table of a slice.
public final class SliceColumns {
  private SliceColumns() {}

  /// The query for `columns` of all rows of `slice`; a WHERE clause may follow.
  public static String select(long slice, List<Column> columns) {
    return "SELECT %s FROM %s"
        .formatted(
            columns.stream()
                .map(column -> expression(column, slice))
                .collect(Collectors.joining(", ")),
            StoreTables.slice(slice));
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
