package dev.forktail.assignment.hash;

import org.jspecify.annotations.Nullable;

/// Statsig's formulas (docs.statsig.com/sdks/how-evaluation-works, and the evaluator of its Kotlin
/// SDK): the first 64 bits of a SHA-256, unsigned:
///
/// - pass percentage: `SHA256(config salt + "." + rule salt + "." + id) % 10000 < percentage *
///   100`; the salt `traffic` is the two salts with the point between
/// - variant: `SHA256(salt + "." + id) % 1000`, the first group whose end is above it; the salt
///   `variant`
///
/// Both default to the experiment's key. Exclusion groups are ours.
final class StatsigBucketing implements Bucketing {
  private static final int BUCKETS = 1000;

  private final @Nullable GroupPoints group;
  private final String traffic;
  private final String variant;
  private final int[] ends;
  private final int weightSum;

  StatsigBucketing(Shape shape) {
    group = GroupPoints.of(shape);
    traffic = shape.salt("traffic", shape.key() + "." + shape.key()) + ".";
    variant = shape.salt("variant", shape.key()) + ".";
    ends = shape.ends();
    weightSum = shape.weightSum();
  }

  @Override
  public boolean inGroup(UnitId unit) {
    return group == null || group.has(unit);
  }

  @Override
  public boolean inTraffic(UnitId unit, int share) {
    return bucket(traffic, unit, 10_000) < share;
  }

  @Override
  public int variant(UnitId unit) {
    long bucket = (long) bucket(variant, unit, BUCKETS) * weightSum;
    int index = 0;
    while (bucket >= (long) ends[index] * BUCKETS) {
      index++;
    }
    return index;
  }

  static int bucket(String salt, UnitId unit, int buckets) {
    return (int) Long.remainderUnsigned(Digest.sha256(salt + unit.value()), buckets);
  }
}
