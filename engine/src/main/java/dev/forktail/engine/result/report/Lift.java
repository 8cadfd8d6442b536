package dev.forktail.engine.result.report;

import dev.forktail.engine.metric.Direction;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.estimate.Effect;
import dev.forktail.statistics.inference.Alternative;
import dev.forktail.statistics.inference.ConfidenceSequence;
import dev.forktail.statistics.inference.Evidence;
import dev.forktail.statistics.inference.Posterior;
import dev.forktail.statistics.inference.WelchTest;
import java.util.Optional;

/// By how much a treatment differs from the control, and how sure that is.
///
/// @param sequential holds whenever one looks
/// @param fixed for one look at a moment fixed before; empty where there can be none, as with
///   shares that follow the results
/// @param chanceToWin the probability that the treatment is better, in the metric's direction
/// @param treatmentRisk how much is lost on average by choosing the treatment, in the unit of the
///   lift
/// @param controlRisk how much is lost on average by keeping the control
public record Lift(
    Effect effect,
    Evidence sequential,
    Optional<Evidence> fixed,
    double chanceToWin,
    double treatmentRisk,
    double controlRisk) {

  static Answer<Lift> of(
      Effect effect, Direction wanted, boolean fixedHorizon, ReportSettings settings) {
    return posterior(effect, settings)
        .map(posterior -> wanted == Direction.UP ? posterior : posterior.inverted())
        .map(
            posterior ->
                new Lift(
                    effect,
                    sequential(effect, settings),
                    fixedHorizon
                        ? Optional.of(WelchTest.of(effect, settings.alpha()))
                        : Optional.empty(),
                    posterior.chanceToWin(),
                    posterior.riskOfTreatment(),
                    posterior.riskOfControl()));
  }

  static Evidence sequential(Effect effect, ReportSettings settings) {
    return ConfidenceSequence.of(
        effect, 0, Alternative.TWO_SIDED, settings.tunedFor(), settings.alpha());
  }

  private static Answer<Posterior> posterior(Effect effect, ReportSettings settings) {
    var prior = settings.prior();
    return prior == null
        ? Answer.of(Posterior.of(effect))
        : prior.inUnitOf(effect).map(scaled -> Posterior.of(effect, scaled));
  }

  /// Whether the change is one that is wanted.
  boolean isWanted(Direction wanted) {
    return wanted == Direction.UP ? effect.lift() > 0 : effect.lift() < 0;
  }
}
