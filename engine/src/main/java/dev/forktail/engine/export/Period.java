package dev.forktail.engine.export;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// The time that a partition of a lake table spans, in UTC. Numbered as Iceberg numbers them: from
/// 1970 on.
public enum Period {
  DAY,
  MONTH,
  YEAR;

  /// The number of the partition in which `moment` lies.
  public int of(Instant moment) {
    var date = LocalDate.ofInstant(moment, ZoneOffset.UTC);
    int years = date.getYear() - 1970;
    return switch (this) {
      case DAY -> Math.toIntExact(date.toEpochDay());
      case MONTH -> years * 12 + date.getMonthValue() - 1;
      case YEAR -> years;
    };
  }

  /// When the partition with this number begins.
  public Instant start(int partition) {
    var date =
        switch (this) {
          case DAY -> LocalDate.ofEpochDay(partition);
          case MONTH -> LocalDate.of(1970, 1, 1).plusMonths(partition);
          case YEAR -> LocalDate.of(1970, 1, 1).plusYears(partition);
        };
    return date.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
