package dev.forktail.assignment.hash;

import org.jspecify.annotations.Nullable;

/// Eppo's formula (its `sharders.ts`): `int(first 8 hex digits of MD5(salt + "-" + subject)) %
/// shards`. The traffic is one such number of 10,000, the variant another one of the sum of the
/// weights; the salts `traffic` and `variant` are those of the allocation, by default the
/// experiment's key with `-traffic` and `-split`. Exclusion groups are ours.
final class EppoBucketing implements Bucketing {
  private final @Nullable GroupPoints group;
  private final String traffic;
  private final String variant;
  private final int[] ends;
  private final int weightSum;

  EppoBucketing(Shape shape) {
    group = GroupPoints.of(shape);
    traffic = shape.salt("traffic", shape.key() + "-traffic");
    variant = shape.salt("variant", shape.key() + "-split");
    ends = shape.ends();
    weightSum = shape.weightSum();
  }

  @Override
  public boolean inGroup(UnitId unit) {
    return group == null || group.has(unit);
  }

  @Override
  public boolean inTraffic(UnitId unit, int share) {
    return shard(traffic, unit, 10_000) < share;
  }

  @Override
  public int variant(UnitId unit) {
    int shard = shard(variant, unit, weightSum);
    int index = 0;
    while (shard >= ends[index]) {
      index++;
    }
    return index;
  }

  static int shard(String salt, UnitId unit, int shards) {
    return (int) (Digest.md5(salt + "-" + unit.value()) % shards);
  }
}
