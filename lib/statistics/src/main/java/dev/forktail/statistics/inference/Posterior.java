package dev.forktail.statistics.inference;

import dev.forktail.statistics.Interval;
import dev.forktail.statistics.estimate.Effect;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// What is believed of a lift after the data: normal, with this mean and standard deviation, in the
/// unit of the lift.
///
/// Chance and risk take more to be better. For a metric of which less is better, ask [#inverted].
/// Not safe under optional stopping: who stops as soon as the chance to win is 95 %, is wrong more
/// often than in 5 %. [ConfidenceSequence] is for that.
///
/// Source: the conjugate normal model (Gelman et al., "Bayesian Data Analysis", 3rd edition,
/// section 2.5), on the lift as in GrowthBook.
public record Posterior(double mean, double deviation) {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  public Posterior {
    if (!Double.isFinite(mean) || !(deviation > 0) || !Double.isFinite(deviation)) {
      throw new IllegalArgumentException(
          "need a finite mean and a finite deviation above 0: %s, %s".formatted(mean, deviation));
    }
  }

  /// The posterior of a flat prior: the data alone.
  public static Posterior of(Effect effect) {
    return new Posterior(effect.lift(), effect.standardError());
  }

  /// The posterior of `prior`, which is in the unit of the lift: precisions (1/variance) add up,
  /// means are weighted by them.
  public static Posterior of(Effect effect, NormalPrior prior) {
    double squaredError = effect.standardError() * effect.standardError();
    double weight = prior.variance() / (prior.variance() + squaredError);
    return new Posterior(
        weight * effect.lift() + (1 - weight) * prior.mean(),
        Math.sqrt(weight) * effect.standardError());
  }

  /// The same for a metric of which less is better.
  public Posterior inverted() {
    return new Posterior(-mean, deviation);
  }

  /// The probability that the treatment is better than the control.
  public double chanceToWin() {
    return STANDARD.survivalProbability(-mean / deviation);
  }

  /// How much is lost on average by choosing the treatment, where it is worse counting as the loss
  /// and where it is better as none: E[max(-lift, 0)], in the unit of the lift.
  public double riskOfTreatment() {
    return inverted().riskOfControl();
  }

  /// How much is lost on average by keeping the control: E[max(lift, 0)], in the unit of the lift.
  public double riskOfControl() {
    double z = mean / deviation;
    double risk = mean * STANDARD.survivalProbability(-z) + deviation * STANDARD.density(z);
    return Math.max(0, risk);
  }

  /// The lifts from which one cuts off alpha / 2 of the probability at each end.
  public Interval interval(double alpha) {
    Alpha.requireValid(alpha);
    return Interval.around(mean, deviation * STANDARD.inverseSurvivalProbability(alpha / 2));
  }
}
