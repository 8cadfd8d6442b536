package dev.forktail.statistics.estimate;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;

/// Two arms, and by how much (`theta`) a value in the experiment is lowered for each unit of the
/// value before it. See [Cuped].
record Adjustment(PrePost control, PrePost treatment, double theta) {

  /// The difference of the adjusted values, in the metric's unit.
  double difference() {
    return treatment.post() - control.post() - theta * (treatment.pre() - control.pre());
  }

  /// @param growth by what the control's spread counts more in a relative lift, since the control
  ///   is its divisor too
  Answer<Cuped> cuped(Effect.Kind kind, double growth) {
    var plain =
        Answer.both(control.adjusted(0), treatment.adjusted(0), (a, b) -> Effect.of(kind, a, b));
    var adjusted =
        Answer.both(
            control.adjusted(theta),
            treatment.adjusted(theta),
            (a, b) -> effect(kind, growth, a, b));
    return Answer.both(
        plain,
        adjusted,
        (before, after) -> {
          double share = after.standardError() / before.standardError();
          return Answer.of(new Cuped(after, theta, share * share));
        });
  }

  private Answer<Effect> effect(Effect.Kind kind, double growth, Estimate a, Estimate b) {
    if (a.variance() == 0 || b.variance() == 0) {
      return Answer.unknown(Reason.ZERO_VARIANCE);
    }
    boolean relative = kind == Effect.Kind.RELATIVE;
    double divisor = relative ? Math.abs(control.post()) : 1;
    double spread = control.spread(relative ? growth : 1, theta) / control.units();
    return Effect.of(
        kind,
        difference() / divisor,
        (b.squaredError() + spread) / divisor / divisor,
        Welch.degreesOfFreedom(a, b),
        a.units() + b.units(),
        control.post());
  }
}
