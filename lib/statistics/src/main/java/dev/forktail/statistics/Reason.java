package dev.forktail.statistics;

/// Why there is no value. [#sentence()] says it to a person.
public enum Reason {
  TOO_FEW_UNITS("Too few units so far."),
  ZERO_VARIANCE("All units of an arm have the same value."),
  ZERO_BASELINE("The control's value is zero, so there is no relative change."),
  ZERO_DENOMINATOR("The denominator of the ratio is zero."),
  TOO_FEW_ARMS("Fewer than two arms have a weight."),
  TOO_FEW_DISTINCT_VALUES("Too many units have the same value to say how exact the quantile is."),
  OUT_OF_RANGE("A number is too large or too small to compute with."),
  IMPOSSIBLE_SUMS("The sums contradict each other, so they cannot be those of any units."),
  UNREACHABLE("No number of units can show it."),
  CHANGING_SHARES("The shares of the arms change while it runs."),
  NOTHING_BEFORE("All units are alike before the experiment, so nothing can be taken out."),
  NOT_COMPUTED("This has not been computed yet.");

  private final String sentence;

  Reason(String sentence) {
    this.sentence = sentence;
  }

  /// The reason in words, for a person.
  public String sentence() {
    return sentence;
  }
}
