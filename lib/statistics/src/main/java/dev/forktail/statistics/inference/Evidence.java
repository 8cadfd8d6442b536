package dev.forktail.statistics.inference;

import dev.forktail.statistics.Interval;

/// What a test found: how likely at most is what was seen if there is no effect (`pValue`), and
/// which lifts agree with what was seen (`interval`, in the lift's unit; a one-sided test bounds
/// one end only).
public record Evidence(double pValue, Interval interval) {
  public Evidence {
    if (!(pValue >= 0 && pValue <= 1)) {
      throw new IllegalArgumentException("pValue must be in 0..1: " + pValue);
    }
  }
}
