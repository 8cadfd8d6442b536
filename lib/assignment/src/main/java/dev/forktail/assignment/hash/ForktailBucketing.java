package dev.forktail.assignment.hash;

import dev.forktail.assignment.hash.Salt.Purpose;
import org.jspecify.annotations.Nullable;

/// Our own formula: points of [Salt], a salt each for group, traffic and variant. The group's salt
/// is its key, so that its members agree; the others' is the experiment's key.
final class ForktailBucketing implements Bucketing {
  static final int POINTS = 10_000;

  private final @Nullable GroupPoints group;
  private final Salt traffic;
  private final Salt variant;
  private final int[] ends;
  private final int weightSum;

  ForktailBucketing(Shape shape) {
    group = GroupPoints.of(shape);
    traffic = Salt.of(Purpose.TRAFFIC, shape.salt("traffic", shape.key()));
    variant = Salt.of(Purpose.VARIANT, shape.salt("variant", shape.key()));
    ends = shape.ends();
    weightSum = shape.weightSum();
  }

  @Override
  public boolean inGroup(UnitId unit) {
    return group == null || group.has(unit);
  }

  @Override
  public boolean inTraffic(UnitId unit, int share) {
    return share >= POINTS || traffic.point(unit, POINTS) < share;
  }

  @Override
  public int variant(UnitId unit) {
    int point = variant.point(unit, weightSum);
    int index = 0;
    while (point >= ends[index]) { // the last end is above every point
      index++;
    }
    return index;
  }
}
