package dev.forktail.statistics.inference;

import dev.forktail.statistics.estimate.Effect;

/// The mixture sequential probability ratio test: another p-value that holds at any time, known
/// from Optimizely. `logLikelihoodRatio` is the logarithm of how much more likely the lift seen is
/// under a normal mixture of effects than under none.
///
/// Λ = sqrt(V/(V+τ²)) exp(τ² D² / (2V(V+τ²))) with V the squared standard error, p = min(1, 1/Λ);
/// the least so far counts. Source: Johari, Koomen, Pekelis, Walsh, "Peeking at A/B tests", KDD
/// 2017. [ConfidenceSequence] is the default here, since it needs no guess of the effect's size.
public record MixtureTest(double logLikelihoodRatio, double pValue) {

  /// Tests whether the lift differs from zero.
  ///
  /// @param deviation τ: how large effects usually are, in the unit of the lift; above 0
  public static MixtureTest of(Effect effect, double deviation) {
    if (!(deviation > 0) || !Double.isFinite(deviation)) {
      throw new IllegalArgumentException("deviation must be above 0: " + deviation);
    }
    double ratio = deviation / effect.standardError();
    double errors = effect.lift() / effect.standardError();
    double growth = 1 + ratio * ratio;
    double shift = errors / Math.hypot(1, ratio) * ratio;
    double logarithm = shift * shift / 2 - Math.log(growth) / 2;
    return Double.isFinite(logarithm)
        ? new MixtureTest(logarithm, Math.min(1, Math.exp(-logarithm)))
        : new MixtureTest(Double.MAX_VALUE, 0);
  }
}
