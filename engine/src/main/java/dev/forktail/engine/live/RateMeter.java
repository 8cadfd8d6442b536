package dev.forktail.engine.live;

import java.util.Arrays;
import java.util.function.LongSupplier;

/// Counts per second over the last few minutes: a ring with one number for each second.
///
/// Any thread may add; adding costs a clock reading and an uncontended lock. Meters that share a
/// clock agree on where a second begins.
public final class RateMeter {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final LongSupplier nanoClock;

  // All below is guarded by `this`.
  private final long[] counts;
  private long second;
  private long total;

  /// A meter that remembers `secondsMax` seconds that are over.
  public RateMeter(int secondsMax, LongSupplier nanoClock) {
    if (secondsMax < 1) {
      throw new IllegalArgumentException("secondsMax must be at least 1: " + secondsMax);
    }
    this.nanoClock = nanoClock;
    this.counts = new long[secondsMax + 1];
    this.second = secondNow();
  }

  /// `count` more of them, in this second.
  public void add(long count) {
    long now = secondNow();
    synchronized (this) {
      turnTo(now);
      counts[slot(second)] += count;
      total += count;
    }
  }

  /// All that were ever added.
  public synchronized long total() {
    return total;
  }

  /// The counts of the last `seconds` seconds that are over, oldest first.
  public long[] last(int seconds) {
    if (seconds < 1 || seconds >= counts.length) {
      throw new IllegalArgumentException(
          "seconds must be in 1.." + (counts.length - 1) + ": " + seconds);
    }
    long now = secondNow();
    var last = new long[seconds];
    synchronized (this) {
      turnTo(now);
      for (int i = 0; i < seconds; i++) {
        last[i] = counts[slot(second - seconds + i)];
      }
    }
    return last;
  }

  /// The mean per second over the last `seconds` seconds that are over.
  public double perSecond(int seconds) {
    return (double) Arrays.stream(last(seconds)).sum() / seconds;
  }

  /// Clears the seconds between the one that was current and `now`. A thread whose reading is older
  /// than another's counts into the newer second.
  private void turnTo(long now) {
    long fresh = Math.min(now - second, counts.length);
    for (long i = 1; i <= fresh; i++) {
      counts[slot(now - fresh + i)] = 0;
    }
    second = Math.max(second, now);
  }

  private int slot(long ofSecond) {
    return (int) Math.floorMod(ofSecond, (long) counts.length);
  }

  private long secondNow() {
    return Math.floorDiv(nanoClock.getAsLong(), NANOS_PER_SECOND);
  }
}
