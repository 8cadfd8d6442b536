package dev.forktail.engine.metric;

/// How large the value of one unit may be; more counts as this much (winsorisation).
public sealed interface Cap {
  /// In the metric's unit.
  record At(double value) implements Cap {
    public At {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("A cap must be a number: " + value);
      }
    }
  }

  /// The value below which this share of all units lies, arms together.
  ///
  /// @param zeros whether units with the value 0 count
  record Percentile(double share, boolean zeros) implements Cap {
    public Percentile {
      if (!(share > 0.5 && share < 1)) {
        throw new IllegalArgumentException("share must be between 0.5 and 1: " + share);
      }
    }
  }
}
