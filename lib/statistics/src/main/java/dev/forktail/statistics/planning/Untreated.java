package dev.forktail.statistics.planning;

/// What a metric is like without the treatment: its mean per unit and its variance.
public sealed interface Untreated {
  double mean();

  double variance();

  /// The variance when the mean has risen by `rise`, in the metric's unit.
  double varianceAfter(double rise);

  /// A mean whose variance the treatment does not change.
  record OfMean(double mean, double variance) implements Untreated {
    public OfMean {
      if (!Double.isFinite(mean) || !(variance > 0) || !Double.isFinite(variance)) {
        throw new IllegalArgumentException(
            "need a finite mean and a finite variance above 0: %s, %s".formatted(mean, variance));
      }
    }

    @Override
    public double varianceAfter(double rise) {
      return variance;
    }
  }

  /// A share of units, whose variance p(1 - p) moves with it.
  record OfProportion(double mean) implements Untreated {
    public OfProportion {
      if (!(mean > 0 && mean < 1)) {
        throw new IllegalArgumentException("a share must be between 0 and 1: " + mean);
      }
    }

    @Override
    public double variance() {
      return mean * (1 - mean);
    }

    @Override
    public double varianceAfter(double rise) {
      double risen = Math.clamp(mean + rise, 0, 1);
      return risen * (1 - risen);
    }
  }
}
