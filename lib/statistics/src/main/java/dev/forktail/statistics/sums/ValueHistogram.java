package dev.forktail.statistics.sums;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// How many values fell into which bucket: a sketch from which quantiles are read.
///
/// - **Order.** Counts are integers, so any order and grouping of the same values gives equal
///   histograms, and values can be taken away again: unlike in sketches that sample.
/// - **Error.** Values are [FixedPoint] integers. Those below 2,048 (0.2048) have a bucket each;
///   the bucket of a larger one is at most 1/1,024 of it wide, and what is read is interpolated.
/// - **Size.** One count per bucket that was hit; 1,024 buckets per doubling of the values, 55,000
///   per sign over the whole range.
///
/// Not safe for concurrent use.
public final class ValueHistogram implements RankedValues {
  /// 2^BITS buckets per doubling.
  private static final int BITS = 10;

  private final TreeMap<Integer, Long> counts = new TreeMap<>();
  private long count;

  public ValueHistogram() {}

  /// The histogram with these counts per bucket, as [#counts] gave them.
  ///
  /// @throws IllegalArgumentException a count is not above 0
  public static ValueHistogram of(SortedMap<Integer, Long> counts) {
    var histogram = new ValueHistogram();
    counts.forEach(
        (bucket, values) -> {
          if (values <= 0) {
            throw new IllegalArgumentException("a count must be above 0: " + values);
          }
          histogram.change(bucket, values);
        });
    return histogram;
  }

  /// Adds `value`, a [FixedPoint] integer.
  public void add(long value) {
    change(bucketOf(value), 1);
  }

  /// Takes away a value that was added.
  ///
  /// @throws IllegalArgumentException there is none in its bucket
  public void remove(long value) {
    change(bucketOf(value), -1);
  }

  /// Adds the values of `other`.
  public void addAll(ValueHistogram other) {
    other.counts.forEach(this::change);
  }

  /// Takes away the values of `other`, which were added.
  ///
  /// @throws IllegalArgumentException there are fewer in a bucket
  public void removeAll(ValueHistogram other) {
    other.counts.forEach((bucket, values) -> change(bucket, -values));
  }

  /// The same values without those that are zero.
  public ValueHistogram withoutZeros() {
    var rest = new ValueHistogram();
    rest.addAll(this);
    rest.change(0, -counts.getOrDefault(0, 0L));
    return rest;
  }

  /// How many values are in each bucket that has any, in order; to be stored.
  public SortedMap<Integer, Long> counts() {
    return Collections.unmodifiableSortedMap(counts);
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public double valueAt(double share) {
    if (count == 0 || !(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "need values and a share in 0..1: %d, %s".formatted(count, share));
    }
    double rank = Math.max(Double.MIN_NORMAL, share * count);
    long before = 0;
    for (var entry : counts.entrySet()) {
      if (before + entry.getValue() >= rank) {
        return within(entry.getKey(), (rank - before) / entry.getValue());
      }
      before += entry.getValue();
    }
    return within(counts.lastKey(), 1);
  }

  private static double within(int bucket, double part) {
    long low = lowestIn(Math.abs(bucket));
    long width = widthOf(Math.abs(bucket));
    double value = low + (width - 1) * (bucket < 0 ? 1 - part : part);
    return (bucket < 0 ? -value : value) / FixedPoint.ONE;
  }

  private void change(int bucket, long by) {
    long then = counts.getOrDefault(bucket, 0L) + by;
    if (then < 0) {
      throw new IllegalArgumentException("no such value was added: bucket " + bucket);
    }
    if (then == 0) {
      counts.remove(bucket);
    } else {
      counts.put(bucket, then);
    }
    count += by;
  }

  /// The bucket of a [FixedPoint] integer: itself below 2,048, then 1,024 per doubling; negative
  /// for negative values.
  public static int bucketOf(long value) {
    long size = value == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(value);
    int shift = shiftOf(size);
    int bucket = (shift << BITS) + (int) (size >>> shift);
    return value < 0 ? -bucket : bucket;
  }

  private static int shiftOf(long size) {
    return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(size) - BITS - 1);
  }

  private static long lowestIn(int bucket) {
    int shift = Math.max(0, (bucket >> BITS) - 1);
    return (long) (bucket - (shift << BITS)) << shift;
  }

  private static long widthOf(int bucket) {
    return 1L << Math.max(0, (bucket >> BITS) - 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueHistogram histogram && counts.equals(histogram.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }
}
