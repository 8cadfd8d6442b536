package dev.forktail.statistics.inference;

import java.util.Arrays;

/// Are p-values spread evenly from 0 to 1, as those of experiments without effect must be? For
/// checking a metric on past units, assigned anew again and again, before its first experiment.
///
/// - `distance`: the largest distance of the share of values below x from x (Kolmogorov, Smirnov).
/// - `pValue`: how likely a distance so large is by chance.
///
/// The p-value is that of the limit for many values with Stephens' correction for fewer; from 20
/// values on it is off by a hundredth at most, and by less where it is small. Source: Stephens,
/// "Use of the Kolmogorov-Smirnov, Cramér-von Mises and related statistics without extensive
/// tables", Journal of the Royal Statistical Society B 32, 1970.
public record UniformityTest(double distance, double pValue) {
  private static final int TERMS = 100;

  /// Tests these values.
  ///
  /// @throws IllegalArgumentException there are none, or one is not in 0..1
  public static UniformityTest of(double... values) {
    double[] rising = values.clone();
    Arrays.sort(rising);
    int count = rising.length;
    if (count == 0 || !(rising[0] >= 0 && rising[count - 1] <= 1)) {
      throw new IllegalArgumentException("need values in 0..1: " + count);
    }
    double distance = 0;
    for (int i = 0; i < count; i++) {
      double above = (i + 1) / (double) count - rising[i];
      double below = rising[i] - i / (double) count;
      distance = Math.max(distance, Math.max(above, below));
    }
    double root = Math.sqrt(count);
    return new UniformityTest(distance, beyond((root + 0.12 + 0.11 / root) * distance));
  }

  /// Kolmogorov's limit: 2 Σ (-1)^(k-1) exp(-2 k² x²).
  private static double beyond(double x) {
    if (x < 0.2) {
      return 1;
    }
    double sum = 0;
    for (int k = 1; k <= TERMS; k++) {
      sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * x * x);
    }
    return Math.clamp(sum, 0, 1);
  }
}
