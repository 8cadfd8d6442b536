package dev.forktail.assignment.hash;

import org.jspecify.annotations.Nullable;

/// LaunchDarkly's formula (docs.launchdarkly.com/sdk/concepts/flag-evaluation-rules): `int(first 15
/// hex digits of SHA1(flag + "." + salt + "." + id)) / 0xFFFFFFFFFFFFFFF`, or of `SHA1(seed + "." +
/// id)`; the first variant below whose running weight of 100,000 it is, else the last. Its older
/// SDKs for Java computed in single precision and differ for a few in ten million; this is double
/// precision, as the others.
///
/// The salts `flag` and `salt` default to the experiment's key; `seed` replaces both. LaunchDarkly
/// has no traffic of its own: here it is the first part of each variant's range. Exclusion groups
/// are ours.
final class LaunchDarklyBucketing implements Bucketing {
  private final @Nullable GroupPoints group;
  private final String prefix;
  private final int last;
  private final Shares shares;

  LaunchDarklyBucketing(Shape shape) {
    group = GroupPoints.of(shape);
    String key = shape.key();
    prefix = shape.salt("seed", shape.salt("flag", key) + "." + shape.salt("salt", key)) + ".";
    last = shape.weights().size() - 1;
    double sum = shape.weightSum();
    shares =
        new Shares(
            shape.weights().stream()
                .mapToDouble(weight -> Math.rint(weight * 100_000 / sum) / 100_000)
                .toArray());
  }

  @Override
  public boolean inGroup(UnitId unit) {
    return group == null || group.has(unit);
  }

  @Override
  public boolean inTraffic(UnitId unit, int traffic) {
    return traffic >= 10_000 || shares.covers(number(unit), traffic / 10_000.0);
  }

  @Override
  public int variant(UnitId unit) {
    int index = shares.variant(number(unit));
    return index == NONE ? last : index;
  }

  double number(UnitId unit) {
    return Digest.sha1(prefix + unit.value()) / Digest.FIFTEEN_DIGITS;
  }
}
