package dev.forktail.statistics.estimate;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.sums.Moments;
import java.util.List;
import java.util.function.Function;

/// Strata that are weighed by their units. See [PostStratified].
final class Strata {
  private final List<PostStratified.Cell> cells;
  private final double units;

  Strata(List<PostStratified.Cell> cells) {
    this.cells = cells;
    units = cells.stream().mapToDouble(PostStratified.Cell::units).sum();
  }

  /// `plain`, the effect of all strata as one, with the lift and error of the strata.
  Answer<Effect> adjusted(Effect plain) {
    var control = new Arm(PostStratified.Cell::control);
    var treatment = new Arm(PostStratified.Cell::treatment);
    boolean relative = plain.kind() == Effect.Kind.RELATIVE;
    if (relative && control.value == 0) {
      return Answer.unknown(Reason.ZERO_BASELINE);
    }
    double divisor = relative ? Math.abs(control.value) : 1;
    double growth = relative ? treatment.value / control.value : 1;
    return Effect.of(
        plain.kind(),
        (treatment.value - control.value) / divisor,
        squaredError(control.gradient(-growth / divisor), treatment.gradient(1 / divisor)),
        plain.degreesOfFreedom(),
        plain.units(),
        plain.baseline());
  }

  /// g' Cov g, stratum by stratum: what each varies within, and how far it is from the others.
  private double squaredError(double[] control, double[] treatment) {
    double within = 0;
    double mean = 0;
    double squares = 0;
    for (var cell : cells) {
      double share = cell.units() / units;
      double position = along(cell.control(), control) + along(cell.treatment(), treatment);
      within += share * spread(cell, control, treatment);
      mean += share * position;
      squares += share * position * position;
    }
    return (within + Math.max(0, squares - mean * mean)) / units;
  }

  private static double along(Moments arm, double[] gradient) {
    double sum = 0;
    for (int i = 0; i < gradient.length; i++) {
      sum += gradient[i] * arm.mean(i);
    }
    return sum;
  }

  private static double spread(PostStratified.Cell cell, double[] control, double[] treatment) {
    double squaredErrors =
        variance(cell.control(), control) / cell.control().units()
            + variance(cell.treatment(), treatment) / cell.treatment().units();
    return cell.units() * squaredErrors;
  }

  private static double variance(Moments arm, double[] gradient) {
    double sum = 0;
    for (int i = 0; i < gradient.length; i++) {
      for (int j = 0; j < gradient.length; j++) {
        sum += gradient[i] * gradient[j] * arm.covariance(i, j);
      }
    }
    return Math.max(0, sum);
  }

  /// The values of an arm in all strata, weighed.
  private final class Arm {
    private final double[] means;
    private final double value;

    Arm(Function<PostStratified.Cell, Moments> of) {
      means = new double[of.apply(cells.getFirst()).width()];
      for (var cell : cells) {
        for (int i = 0; i < means.length; i++) {
          means[i] += cell.units() / units * of.apply(cell).mean(i);
        }
      }
      value = means.length == 1 ? means[0] : means[0] / means[1];
    }

    /// By how much each mean moves the lift, when the arm's value moves it by `slope`.
    double[] gradient(double slope) {
      return means.length == 1
          ? new double[] {slope}
          : new double[] {slope / means[1], -slope * value / means[1]};
    }
  }
}
