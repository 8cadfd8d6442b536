package dev.forktail.assignment.hash;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// PlanOut's formulas (`planout/ops/random.py` of facebookarchive/planout): `int(first 15 hex
/// digits of SHA1(experiment salt + "." + variable + "." + unit))`; variants of one weight are a
/// `UniformChoice`, that number modulo how many there are; others a `WeightedChoice`, the first
/// whose running share reaches that number divided by the largest.
///
/// The salt `experiment` defaults to the experiment's key, `variant` and `traffic`, the names of
/// two variables, to their own names. Traffic is a `BernoulliTrial`; exclusion groups are ours.
final class PlanOutBucketing implements Bucketing {
  private final @Nullable GroupPoints group;
  private final String traffic;
  private final String variant;
  private final List<Integer> weights;
  private final double[] shares;
  private final boolean uniform;

  PlanOutBucketing(Shape shape) {
    group = GroupPoints.of(shape);
    String experiment = shape.salt("experiment", shape.key());
    traffic = experiment + "." + shape.salt("traffic", "traffic") + ".";
    variant = experiment + "." + shape.salt("variant", "variant") + ".";
    weights = shape.weights();
    shares = shape.shares();
    uniform = weights.stream().distinct().count() == 1;
  }

  @Override
  public boolean inGroup(UnitId unit) {
    return group == null || group.has(unit);
  }

  @Override
  public boolean inTraffic(UnitId unit, int share) {
    return share > 0 && uniform(Digest.sha1(traffic + unit.value())) <= share / 10_000.0;
  }

  @Override
  public int variant(UnitId unit) {
    long hash = Digest.sha1(variant + unit.value());
    return uniform ? (int) (hash % weights.size()) : weighted(uniform(hash));
  }

  private int weighted(double uniform) {
    double sum = 0;
    for (double share : shares) {
      sum += share;
    }
    double number = sum * uniform;
    double running = 0;
    for (int i = 0; i < shares.length; i++) {
      running += shares[i];
      if (number <= running) {
        return i;
      }
    }
    return NONE;
  }

  private static double uniform(long hash) {
    return hash / Digest.FIFTEEN_DIGITS;
  }
}
