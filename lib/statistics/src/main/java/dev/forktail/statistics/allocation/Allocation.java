package dev.forktail.statistics.allocation;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// How many units each arm has, and the shares it should have. Arms of weight zero are left out.
final class Allocation {
  private final long[] counts;
  private final double[] shares;

  private Allocation(long[] counts, double[] shares) {
    this.counts = counts;
    this.shares = shares;
  }

  static Answer<Allocation> of(long[] counts, double[] weights) {
    requireValid(counts, weights);
    int[] arms = IntStream.range(0, counts.length).filter(i -> weights[i] > 0).toArray();
    if (arms.length < 2) {
      return Answer.unknown(Reason.TOO_FEW_ARMS);
    }
    double whole = IntStream.of(arms).mapToDouble(i -> weights[i]).sum();
    return Answer.of(
        new Allocation(
            IntStream.of(arms).mapToLong(i -> counts[i]).toArray(),
            IntStream.of(arms).mapToDouble(i -> weights[i] / whole).toArray()));
  }

  private static void requireValid(long[] counts, double[] weights) {
    if (counts.length != weights.length) {
      throw new IllegalArgumentException(
          "as many counts as weights are needed: " + counts.length + ", " + weights.length);
    }
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0 || !(weights[i] >= 0) || !Double.isFinite(weights[i])) {
        throw new IllegalArgumentException(
            "counts and weights must be 0 or more: " + counts[i] + ", " + weights[i]);
      }
    }
  }

  int arms() {
    return counts.length;
  }

  long count(int arm) {
    return counts[arm];
  }

  double share(int arm) {
    return shares[arm];
  }

  long units() {
    return LongStream.of(counts).sum();
  }
}
