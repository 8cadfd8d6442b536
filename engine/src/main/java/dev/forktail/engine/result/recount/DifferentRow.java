package dev.forktail.engine.result.recount;

import dev.forktail.engine.result.live.Dimensions;
import dev.forktail.engine.result.live.PlannedRun;
import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.statistics.sums.Sums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A difference in the words that people have for its row.
///
/// @param metric its key, or `units`
/// @param variant or why its units are in none
/// @param segment such as `browser=Firefox`; empty: all units
/// @param live what follows the events; empty: no such row
/// @param recounted what the events come to; empty: there should be no such row
public record DifferentRow(
    String metric, String variant, String segment, LocalDate day, String live, String recounted) {
  /// What rows of units are called.
  public static final String UNITS = "units";

  private static final int FIXED_POINT_DIGITS = 4;

  static DifferentRow of(Difference difference, PlannedRun run) {
    var key = difference.key();
    return new DifferentRow(
        metric(key, run),
        variant(key, run),
        segment(key),
        key.day(),
        text(difference.live()),
        text(difference.recounted()));
  }

  private static String metric(TotalKey key, PlannedRun run) {
    return run.tallies().stream()
        .filter(tally -> tally.id() == key.tally())
        .map(tally -> tally.metric().key().value())
        .findFirst()
        .orElse(UNITS);
  }

  private static String variant(TotalKey key, PlannedRun run) {
    return switch (key.arm()) {
      case TotalKey.MULTIPLE -> "(several)";
      case TotalKey.MACHINES -> "(machines)";
      default -> run.run().arms().get(key.arm()).variant();
    };
  }

  private static String segment(TotalKey key) {
    return key.dimension() == 0
        ? ""
        : Dimensions.NAMES.get(key.dimension() - 1) + "=" + key.value();
  }

  private static String text(@Nullable Sums sums) {
    return sums == null
        ? ""
        : "%d %s %s"
            .formatted(
                sums.units(),
                decimals(sums.totals(), FIXED_POINT_DIGITS),
                decimals(sums.products(), 2 * FIXED_POINT_DIGITS));
  }

  private static String decimals(List<BigInteger> numbers, int digits) {
    return numbers.stream()
        .map(number -> new BigDecimal(number, digits).stripTrailingZeros().toPlainString())
        .collect(Collectors.joining(" "));
  }

  @Override
  public String toString() {
    return "%s %s %s%s: live=%s recounted=%s"
        .formatted(metric, variant, day, segment.isEmpty() ? "" : " " + segment, live, recounted);
  }
}
