package dev.forktail.assignment.hash;

import dev.forktail.assignment.hash.Shape.Group;
import org.jspecify.annotations.Nullable;

/// GrowthBook's formulas (docs.growthbook.io/lib/build-your-own, and `util.ts` of its JavaScript
/// SDK):
///
/// - version 1: `fnv1a32(value + seed) % 1000 / 1000`
/// - version 2: `fnv1a32(decimal(fnv1a32(seed + value))) % 10000 / 10000`
/// - variant: the first whose range `[start, start + coverage * weight)` has that number, where
///   each start is the sum of the weights before it; traffic is the coverage, so both have one hash
/// - exclusion group ("namespace"): `[from, to)` has the version 1 hash with the seed `"__" +
///   group`
///
/// Its clients compute this in binary fractions of 64 bits, and so do we: the shares come from
/// integers ([Shape#shares]), everything after that is the same operation in the same order.
/// Weights that add up to 10,000, give or take a hundredth as its clients do, are basis points:
/// what lacks gets no variant.
final class GrowthBookBucketing implements Bucketing {
  private final String seed;
  private final int version;
  private final Shares shares;
  private final @Nullable Group group;
  private final String groupSeed;

  GrowthBookBucketing(Shape shape, int version) {
    this.version = version;
    seed = shape.salt("seed", shape.key());
    shares = new Shares(shares(shape));
    group = shape.group();
    groupSeed = group == null ? "" : "__" + group.key();
  }

  static double[] shares(Shape shape) {
    int sum = shape.weightSum();
    if (sum < 9_900 || sum > 10_100) {
      return shape.shares();
    }
    return shape.weights().stream().mapToDouble(weight -> weight / 10_000.0).toArray();
  }

  @Override
  public boolean inGroup(UnitId unit) {
    if (group == null) {
      return true;
    }
    double number = hash(unit.value(), groupSeed, 1);
    for (var range : group.ranges()) {
      if (number >= range.from() / 10_000.0 && number < range.to() / 10_000.0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean inTraffic(UnitId unit, int traffic) {
    return shares.covers(hash(unit.value(), seed, version), traffic / 10_000.0);
  }

  @Override
  public int variant(UnitId unit) {
    return shares.variant(hash(unit.value(), seed, version));
  }

  static double hash(String value, String seed, int version) {
    if (version == 1) {
      return Integer.remainderUnsigned(Fnv1a.of(value, seed), 1000) / 1000.0;
    }
    return Integer.remainderUnsigned(Fnv1a.ofDecimal(Fnv1a.of(seed, value)), 10_000) / 10_000.0;
  }
}
