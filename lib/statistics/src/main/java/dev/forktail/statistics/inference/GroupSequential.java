package dev.forktail.statistics.inference;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Looks that were planned: at which shares of the units one looks, and how much of the false
/// alarms each look may use up. Narrower than [ConfidenceSequence] where looks are few and are kept
/// to.
///
/// Source: Lan, DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70, 1983;
/// the densities between looks by the recursion of Armitage, McPherson, Rowe, 1969; agrees with R's
/// `ldbounds` and with Spotify's confidence.
public final class GroupSequential {
  /// Points of Simpson's rule between the bounds.
  private static final int POINTS = 401;

  /// Beyond so many standard errors nothing is expected.
  private static final double REACH = 9;

  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private GroupSequential() {}

  /// How much of the false alarms is used up by the time that a share of the units is there.
  public enum Spending {
    /// Almost nothing at first: as O'Brien and Fleming's bounds.
    O_BRIEN_FLEMING,
    /// About the same at each look: as Pocock's bounds.
    POCOCK,
    /// alpha times the square of the share: Kim and DeMets' power family, as Spotify has it.
    QUADRATIC;

    double spent(double share, double alpha) {
      return switch (this) {
        case O_BRIEN_FLEMING ->
            2
                * STANDARD.survivalProbability(
                    STANDARD.inverseSurvivalProbability(alpha / 2) / Math.sqrt(share));
        case POCOCK -> alpha * Math.log1p((Math.E - 1) * share);
        case QUADRATIC -> alpha * share * share;
      };
    }
  }

  /// Per look, the p-value below which a two-sided test is significant there, so that all looks
  /// together raise a false alarm with probability alpha.
  ///
  /// @param shares which share of the planned units each look has: rising, above 0, at most 1
  public static double[] alphas(double[] shares, double alpha, Spending spending) {
    return Arrays.stream(bounds(shares, alpha, spending))
        .map(bound -> 2 * STANDARD.survivalProbability(bound))
        .toArray();
  }

  /// Per look, how many standard errors from zero a lift is significant there.
  public static double[] bounds(double[] shares, double alpha, Spending spending) {
    Alpha.requireValid(alpha);
    requireRising(shares);
    var bounds = new double[shares.length];
    var sums = Density.START;
    double spent = 0;
    for (int look = 0; look < shares.length; look++) {
      double now = spending.spent(shares[look], alpha / 2);
      bounds[look] = sums.bound(shares[look], now - spent);
      sums = sums.next(shares[look], Math.min(bounds[look], REACH));
      spent = now;
    }
    return bounds;
  }

  private static void requireRising(double[] shares) {
    double last = 0;
    for (double share : shares) {
      if (!(share > last && share <= 1)) {
        throw new IllegalArgumentException(
            "shares must rise above 0 up to 1: " + Arrays.toString(shares));
      }
      last = share;
    }
  }

  /// How likely each sum of an experiment without effect is that was not significant so far; sums
  /// have the variance `share`. Weights are those of Simpson's rule times the density.
  private static final class Density {
    static final Density START = new Density(0, new double[] {0}, new double[] {1});

    private final double share;
    private final double[] sums;
    private final double[] weights;

    private Density(double share, double[] sums, double[] weights) {
      this.share = share;
      this.sums = sums;
      this.weights = weights;
    }

    /// The bound at `next` that is exceeded with this probability, to one side.
    double bound(double next, double probability) {
      double low = 0;
      double high = 40;
      for (int step = 0; step < 60; step++) {
        double middle = (low + high) / 2;
        if (above(next, middle * Math.sqrt(next)) > probability) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return high;
    }

    private double above(double next, double limit) {
      double deviation = Math.sqrt(next - share);
      double probability = 0;
      for (int i = 0; i < sums.length; i++) {
        probability += weights[i] * STANDARD.survivalProbability((limit - sums[i]) / deviation);
      }
      return probability;
    }

    /// The sums at `next` that are within the bound there.
    Density next(double next, double bound) {
      double deviation = Math.sqrt(next - share);
      double limit = bound * Math.sqrt(next);
      double step = 2 * limit / (POINTS - 1);
      var then = new double[POINTS];
      var weighed = new double[POINTS];
      for (int i = 0; i < POINTS; i++) {
        then[i] = -limit + i * step;
        double simpson = i == 0 || i == POINTS - 1 ? 1 : i % 2 == 0 ? 2 : 4;
        weighed[i] = simpson * step / 3 * density(then[i], deviation);
      }
      return new Density(next, then, weighed);
    }

    private double density(double sum, double deviation) {
      double density = 0;
      for (int i = 0; i < sums.length; i++) {
        density += weights[i] * STANDARD.density((sum - sums[i]) / deviation) / deviation;
      }
      return density;
    }
  }
}
