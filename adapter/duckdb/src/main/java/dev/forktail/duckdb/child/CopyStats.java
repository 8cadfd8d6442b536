package dev.forktail.duckdb.child;

import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.export.EventColumns;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The statistics of a column as COPY … RETURN_STATS has them: texts by name.
final class CopyStats {
  private static final int CHARACTERS_MAX = 64;
  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

  /// `2026-11-22 10:00:29.9997+00`
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .appendLiteral("+00")
          .toFormatter(java.util.Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private CopyStats() {}

  static ColumnStats of(Column column, Map<?, ?> stats) {
    boolean bounded = !column.equals(EventColumns.PAYLOAD);
    return new ColumnStats(
        column.fieldId(),
        number(stats, "column_size_bytes"),
        number(stats, "num_values"),
        number(stats, "null_count"),
        bounded ? lower(column.type(), text(stats, "min")) : null,
        bounded ? upper(column.type(), text(stats, "max"), isExact(stats)) : null);
  }

  private static boolean isExact(Map<?, ?> stats) {
    return "true".equals(text(stats, "max_is_exact"));
  }

  private static @Nullable String lower(ColumnType type, @Nullable String value) {
    if (value == null) {
      return null;
    }
    return type == ColumnType.STRING ? cut(value) : plain(type, value);
  }

  /// A text that was cut is no upper bound any more.
  private static @Nullable String upper(ColumnType type, @Nullable String value, boolean exact) {
    if (value == null) {
      return null;
    }
    if (type != ColumnType.STRING) {
      return plain(type, value);
    }
    return exact && value.length() <= CHARACTERS_MAX ? value : null;
  }

  private static String plain(ColumnType type, String value) {
    return switch (type) {
      case TIMESTAMP ->
          Long.toString(ChronoUnit.MICROS.between(EPOCH, LocalDateTime.parse(value, TIMESTAMP)));
      case BOOLEAN -> value.equals("1") || value.equals("true") ? "true" : "false";
      case INTEGER, LONG, DOUBLE, STRING -> value;
    };
  }

  private static String cut(String value) {
    if (value.length() <= CHARACTERS_MAX) {
      return value;
    }
    boolean half = Character.isHighSurrogate(value.charAt(CHARACTERS_MAX - 1));
    return value.substring(0, half ? CHARACTERS_MAX - 1 : CHARACTERS_MAX);
  }

  private static long number(Map<?, ?> stats, String name) {
    String value = text(stats, name);
    if (value == null) {
      throw new IllegalStateException("COPY does not say " + name + ": " + stats.keySet());
    }
    return Long.parseLong(value);
  }

  private static @Nullable String text(Map<?, ?> stats, String name) {
    return stats.get(name) instanceof String value ? value : null;
  }
}
