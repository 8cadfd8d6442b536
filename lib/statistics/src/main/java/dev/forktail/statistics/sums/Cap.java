package dev.forktail.statistics.sums;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;

/// The most that a unit may count for (winsorisation): a few units of enormous value, buyers of
/// warehouses or bots, would else decide the mean of an arm and its error.
///
/// The same cap holds for all arms, and it is a fixed number once it was read from the values seen:
/// a cap that moves would change what units counted for before. Source: Tukey, "The future of data
/// analysis", Annals of Mathematical Statistics 33, 1962.
public record Cap(long most) {

  /// The cap that `share` of the units stay below or at: 0.99 cuts the highest in a hundred down.
  /// Where most units have zero (revenue), `ignoreZeros` takes the share of the others. Unknown
  /// without values.
  ///
  /// @param pooled the values of the units of all arms together
  public static Answer<Cap> at(ValueHistogram pooled, double share, boolean ignoreZeros) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be above 0, at most 1: " + share);
    }
    var values = ignoreZeros ? pooled.withoutZeros() : pooled;
    if (values.count() == 0) {
      return Answer.unknown(Reason.TOO_FEW_UNITS);
    }
    return FixedPoint.of(values.valueAt(share)).map(Cap::new);
  }

  /// What a unit of this value counts for.
  public long applyTo(long value) {
    return Math.min(value, most);
  }
}
