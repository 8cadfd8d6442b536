package dev.forktail.engine.export;

import java.util.List;
import java.util.Locale;

/// The tables of the lake.
public enum TableName {
  /// Every stored event, one row each; a partition is a day of `occurred`.
  EVENTS,
  /// Counts per hour; a partition is a month of `start`.
  ROLLUP_HOUR,
  /// Counts per day; a partition is a year of `start`.
  ROLLUP_DAY;

  /// The table of that name.
  public static TableName of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /// Its name in SQL.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The column that decides in which partition a row belongs.
  public Column time() {
    return this == EVENTS ? EventColumns.OCCURRED : RollupColumns.START;
  }

  /// The time that a partition spans.
  public Period period() {
    return switch (this) {
      case EVENTS -> Period.DAY;
      case ROLLUP_HOUR -> Period.MONTH;
      case ROLLUP_DAY -> Period.YEAR;
    };
  }

  /// What rows in a file are sorted by.
  public List<Column> sortedBy() {
    return this == EVENTS ? EventColumns.SORTED_BY : RollupColumns.SORTED_BY;
  }
}
