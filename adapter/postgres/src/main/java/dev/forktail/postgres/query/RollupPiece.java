package dev.forktail.postgres.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// A stretch of time that whole buckets of one rollup table cover.
record RollupPiece(ChronoUnit unit, Instant from, Instant to) {

  /// `[from, to)` in as few buckets as it takes: days in the middle, then hours, then minutes at
  /// both ends. `from` is moved back and `to` forward to a full minute.
  static List<RollupPiece> cover(Instant from, Instant to) {
    var pieces = new ArrayList<RollupPiece>();
    Instant begin = from.truncatedTo(ChronoUnit.MINUTES);
    Instant end = ceil(to, ChronoUnit.MINUTES);
    Instant hourBegin = min(ceil(begin, ChronoUnit.HOURS), end);
    Instant hourEnd = max(end.truncatedTo(ChronoUnit.HOURS), hourBegin);
    Instant dayBegin = min(ceil(hourBegin, ChronoUnit.DAYS), hourEnd);
    Instant dayEnd = max(hourEnd.truncatedTo(ChronoUnit.DAYS), dayBegin);
    add(pieces, ChronoUnit.MINUTES, begin, hourBegin);
    add(pieces, ChronoUnit.HOURS, hourBegin, dayBegin);
    add(pieces, ChronoUnit.DAYS, dayBegin, dayEnd);
    add(pieces, ChronoUnit.HOURS, dayEnd, hourEnd);
    add(pieces, ChronoUnit.MINUTES, hourEnd, end);
    return pieces;
  }

  private static void add(List<RollupPiece> pieces, ChronoUnit unit, Instant from, Instant to) {
    if (from.isBefore(to)) {
      pieces.add(new RollupPiece(unit, from, to));
    }
  }

  private static Instant ceil(Instant instant, ChronoUnit unit) {
    Instant floor = instant.truncatedTo(unit);
    return floor.equals(instant) ? instant : floor.plus(1, unit);
  }

  private static Instant min(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant max(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /// The table that has these buckets.
  String table() {
    return tableOf(unit);
  }

  static String tableOf(ChronoUnit unit) {
    return "rollup_" + nameOf(unit);
  }

  /// What the store calls it.
  static String nameOf(ChronoUnit unit) {
    return switch (unit) {
      case MINUTES -> "minute";
      case HOURS -> "hour";
      case DAYS -> "day";
      default -> throw new IllegalArgumentException("There is no rollup by " + unit);
    };
  }
}
