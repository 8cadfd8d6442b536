package dev.forktail.assignment.strategy;

import dev.forktail.assignment.StrategySetup;
import dev.forktail.assignment.hash.Salt;
import dev.forktail.assignment.hash.Salt.Purpose;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// Intervals of equal length, each of which gives everybody one variant. Blocks of as many
/// intervals as the reduced weights add up to have each variant as often as it weighs, in an order
/// that is shuffled per block by a hash: the same on all nodes, without a pattern that the time of
/// day could meet.
///
/// `PT30M` counts from `origin` in elapsed time. `P1D` counts days of the calendar in the zone,
/// from the day of `origin`, however long they are.
final class Switchback implements TimePlan {
  private static final int BLOCK_MAX = 1_000;

  private final Interval interval;
  private final Salt salt;
  private final int[] weights;
  private final int block;

  private Switchback(Interval interval, String key, int[] weights, int block) {
    this.interval = interval;
    this.weights = weights;
    this.block = block;
    salt = Salt.of(Purpose.SWITCHBACK, key);
  }

  static Switchback of(StrategySetup setup, Options options, ZoneId zone) {
    int[] weights = Weights.reduced(Weights.of(setup));
    long block = 0;
    for (int weight : weights) {
      block += weight;
    }
    if (block > BLOCK_MAX) {
      throw options.refused("interval", "the reduced weights add up to more than " + BLOCK_MAX);
    }
    var key = setup.experiment().key().value();
    return new Switchback(interval(options, zone), key, weights, (int) block);
  }

  private static Interval interval(Options options, ZoneId zone) {
    try {
      String text = options.required("interval");
      var origin = Instant.parse(options.text("origin", "1970-01-01T00:00:00Z"));
      if (text.contains("T")) {
        var duration = Duration.parse(text);
        checkLength(duration.toMillis() >= 1_000, options);
        return new Elapsed(origin, duration.toMillis());
      }
      checkLength(text.matches("P[1-9][0-9]{0,2}D"), options);
      int days = Integer.parseInt(text.substring(1, text.length() - 1));
      return new CalendarDays(origin.atZone(zone).toLocalDate(), zone, days);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "Option interval or origin of the strategy login-time: " + e.getMessage(), e);
    }
  }

  private static void checkLength(boolean good, Options options) {
    if (!good) {
      throw options.refused("interval", "a second or more, or whole days, is needed");
    }
  }

  /// The whole number of the interval that a moment is in.
  private sealed interface Interval {
    long numberAt(Instant moment);
  }

  private record Elapsed(Instant origin, long lengthMillis) implements Interval {
    @Override
    public long numberAt(Instant moment) {
      return Math.floorDiv(Duration.between(origin, moment).toMillis(), lengthMillis);
    }
  }

  private record CalendarDays(LocalDate origin, ZoneId zone, int days) implements Interval {
    @Override
    public long numberAt(Instant moment) {
      var day = moment.atZone(zone).toLocalDate();
      return Math.floorDiv(ChronoUnit.DAYS.between(origin, day), (long) days);
    }
  }

  @Override
  public int variantAt(Instant moment) {
    long number = interval.numberAt(moment);
    int[] order = shuffled(Math.floorDiv(number, (long) block));
    return order[Math.floorMod(number, block)];
  }

  /// The variants of a block: each as often as it weighs, in the order of a shuffle by Fisher and
  /// Yates whose chance is the hash of the block's number and the place.
  private int[] shuffled(long blockNumber) {
    int[] order = new int[block];
    int at = 0;
    for (int variant = 0; variant < weights.length; variant++) {
      for (int i = 0; i < weights[variant]; i++) {
        order[at++] = variant;
      }
    }
    for (int last = block - 1; last > 0; last--) {
      int other = salt.point(blockNumber * block + last, last + 1);
      int swapped = order[other];
      order[other] = order[last];
      order[last] = swapped;
    }
    return order;
  }
}
