package dev.forktail.assignment.hash;

import org.jspecify.annotations.Nullable;

/// PostHog's formulas (`posthog/feature_flags.py` of its Python SDK): `int(first 15 hex digits of
/// SHA1(flag + "." + id + suffix)) / 0xFFFFFFFFFFFFFFF`; the suffix is empty for the rollout, whose
/// number must not be above the percentage, and `variant` for the variant, whose range has it. The
/// salt `flag` defaults to the experiment's key. Exclusion groups are ours.
final class PostHogBucketing implements Bucketing {
  private final @Nullable GroupPoints group;
  private final String prefix;
  private final Shares shares;

  PostHogBucketing(Shape shape) {
    group = GroupPoints.of(shape);
    prefix = shape.salt("flag", shape.key()) + ".";
    double sum = shape.weightSum();
    shares =
        new Shares(
            shape.weights().stream().mapToDouble(weight -> weight * 100 / sum / 100).toArray());
  }

  @Override
  public boolean inGroup(UnitId unit) {
    return group == null || group.has(unit);
  }

  @Override
  public boolean inTraffic(UnitId unit, int traffic) {
    return hash(unit, "") <= traffic / 100.0 / 100;
  }

  @Override
  public int variant(UnitId unit) {
    return shares.variant(hash(unit, "variant"));
  }

  private double hash(UnitId unit, String suffix) {
    return Digest.sha1(prefix + unit.value() + suffix) / Digest.FIFTEEN_DIGITS;
  }
}
