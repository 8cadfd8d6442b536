package dev.forktail.duckdb.child;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Moments as ISO 8601 has them, to the microsecond; DuckDB's infinite ones by their names.
final class Moments {
  private static final int YEAR_MAX = 9_999;

  /// DuckDB keeps infinity as the last microsecond that 64 bits hold.
  private static final int INFINITE_YEAR = 294_247;

  private static final int MINUS_INFINITE_YEAR = -290_308;

  private Moments() {}

  /// With a `Z` at the end.
  static void write(Utf8Writer out, OffsetDateTime moment) throws IOException {
    var utc =
        moment.getOffset().equals(ZoneOffset.UTC)
            ? moment
            : moment.withOffsetSameInstant(ZoneOffset.UTC);
    if (write(out, utc.toLocalDateTime())) {
      out.ascii('Z');
    }
  }

  /// A time of which the zone is not known; false when it is infinite.
  static boolean write(Utf8Writer out, LocalDateTime time) throws IOException {
    int year = time.getYear();
    if (year >= INFINITE_YEAR || year <= MINUS_INFINITE_YEAR) {
      out.ascii(year > 0 ? "infinity" : "-infinity");
      return false;
    }
    if (year < 0 || year > YEAR_MAX) {
      out.ascii(time.toString());
      return true;
    }
    out.digits(year, 4);
    out.ascii('-');
    out.digits(time.getMonthValue(), 2);
    out.ascii('-');
    out.digits(time.getDayOfMonth(), 2);
    out.ascii('T');
    out.digits(time.getHour(), 2);
    out.ascii(':');
    out.digits(time.getMinute(), 2);
    out.ascii(':');
    out.digits(time.getSecond(), 2);
    out.ascii('.');
    int nanos = time.getNano();
    if (nanos % 1_000 == 0) {
      out.digits(nanos / 1_000, 6);
    } else {
      out.digits(nanos, 9);
    }
    return true;
  }
}
