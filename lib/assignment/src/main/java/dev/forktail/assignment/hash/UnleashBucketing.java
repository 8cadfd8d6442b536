package dev.forktail.assignment.hash;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Unleash's formulas (docs.getunleash.io/reference/stickiness, and its client specification):
///
/// - rollout: `murmur3_x86_32(groupId + ":" + id, seed 0) % 100 + 1 <= percentage`
/// - variant: `murmur3_x86_32(groupId + ":" + id, seed 86028157) % weights + 1`; the first variant
///   whose running weight reaches it
///
/// Both group ids default to the name of the toggle, here the experiment's key; they are the salts
/// `traffic` and `variant`. Unleash knows no exclusion groups: those are ours.
final class UnleashBucketing implements Bucketing {
  private static final int VARIANT_SEED = 86_028_157;

  private final @Nullable GroupPoints group;
  private final String traffic;
  private final String variant;
  private final int[] ends;
  private final int weightSum;

  UnleashBucketing(Shape shape) {
    group = GroupPoints.of(shape);
    traffic = shape.salt("traffic", shape.key());
    variant = shape.salt("variant", shape.key());
    ends = shape.ends();
    weightSum = shape.weightSum();
  }

  @Override
  public boolean inGroup(UnitId unit) {
    return group == null || group.has(unit);
  }

  @Override
  public boolean inTraffic(UnitId unit, int share) {
    return 100 * normalized(traffic, unit, 0, 100) <= share;
  }

  @Override
  public int variant(UnitId unit) {
    int number = normalized(variant, unit, VARIANT_SEED, weightSum);
    int index = 0;
    while (number > ends[index]) {
      index++;
    }
    return index;
  }

  static int normalized(String groupId, UnitId unit, int seed, int points) {
    byte[] bytes = (groupId + ":" + unit.value()).getBytes(StandardCharsets.UTF_8);
    return Integer.remainderUnsigned(Murmur3.of(bytes, seed), points) + 1;
  }
}
