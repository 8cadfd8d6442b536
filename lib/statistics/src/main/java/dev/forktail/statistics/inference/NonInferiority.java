package dev.forktail.statistics.inference;

import dev.forktail.statistics.estimate.Effect;

/// Does the treatment do no harm that matters? For guardrails: metrics that need not improve, but
/// may not worsen by more than a margin.
///
/// Both questions are one-sided tests against the margin, each wrong with probability alpha at
/// most: is the lift above -margin (harmless), is it below (harmful)? Source: Schultzberg,
/// Ankargren, Frånberg, "Risk-aware product decisions in A/B tests with multiple metrics", arXiv
/// 2402.11609.
public final class NonInferiority {
  private NonInferiority() {}

  /// What is known of the harm.
  public enum Finding {
    /// Worse by less than the margin, if at all.
    HARMLESS,
    /// Worse by more than the margin.
    HARMFUL,
    /// Not known yet.
    UNDECIDED
  }

  /// Which change of the metric is a harm.
  public enum Harm {
    DECREASE,
    INCREASE
  }

  /// What a guardrail says, and the p-values of both questions.
  public record Verdict(Finding finding, Evidence harmless, Evidence harmful) {}

  /// For one look, at a moment that was fixed before, by [WelchTest].
  ///
  /// @param margin how much worse is not too much, in the unit of the lift: 0.02 of a relative lift
  ///   is 2 %; 0 or more
  public static Verdict atTheEnd(Effect effect, Harm harm, double margin, double alpha) {
    return verdict(
        harm,
        margin,
        alpha,
        (expected, alternative) -> WelchTest.of(effect, expected, alternative, alpha));
  }

  /// For looking at any time, by [ConfidenceSequence] tuned for `tunedFor` units.
  ///
  /// @param margin how much worse is not too much, in the unit of the lift; 0 or more
  public static Verdict atAnyTime(
      Effect effect, Harm harm, double margin, long tunedFor, double alpha) {
    return verdict(
        harm,
        margin,
        alpha,
        (expected, alternative) ->
            ConfidenceSequence.of(effect, expected, alternative, tunedFor, alpha));
  }

  private interface OneSidedTest {
    Evidence against(double expected, Alternative alternative);
  }

  private static Verdict verdict(Harm harm, double margin, double alpha, OneSidedTest test) {
    if (!(margin >= 0)) {
      throw new IllegalArgumentException("margin must be 0 or more: " + margin);
    }
    boolean decrease = harm == Harm.DECREASE;
    double limit = decrease ? -margin : margin;
    var better = decrease ? Alternative.GREATER : Alternative.LESS;
    var worse = decrease ? Alternative.LESS : Alternative.GREATER;
    var harmless = test.against(limit, better);
    var harmful = test.against(limit, worse);
    return new Verdict(finding(harmless, harmful, alpha), harmless, harmful);
  }

  private static Finding finding(Evidence harmless, Evidence harmful, double alpha) {
    if (harmful.pValue() <= alpha) {
      return Finding.HARMFUL;
    }
    return harmless.pValue() <= alpha ? Finding.HARMLESS : Finding.UNDECIDED;
  }
}
