package dev.forktail.assignment.strategy;

import java.util.List;
import java.util.random.RandomGenerator;

/// The weights of a bandit: the probability of each arm that it is the best, given what is known.
///
/// W. R. Thompson, "On the likelihood that one unknown probability exceeds another in view of the
/// evidence of two samples", Biometrika 25 (1933). Each arm's true mean is drawn from its
/// posterior, many times; an arm's weight is how often it had the highest draw. No arm falls below
/// the floor, so that one that was unlucky at first goes on being tried.
public final class ThompsonSampling {
  private static final int BASIS_POINTS = 10_000;

  /// What is known of an arm.
  public sealed interface Arm {
    /// So many units converted, so many did not: the posterior is Beta(successes + 1, failures +
    /// 1).
    record Conversions(long successes, long failures) implements Arm {
      public Conversions {
        if (successes < 0 || failures < 0) {
          throw new IllegalArgumentException(
              "Counts must not be negative: " + successes + ", " + failures);
        }
      }
    }

    /// The mean of a value and the standard error of that mean: the posterior is normal, as it is
    /// for many units.
    record Mean(double mean, double standardError) implements Arm {
      public Mean {
        if (!Double.isFinite(mean) || !(standardError >= 0) || Double.isInfinite(standardError)) {
          throw new IllegalArgumentException(
              "A mean and its error must be finite: " + mean + ", " + standardError);
        }
      }
    }
  }

  private ThompsonSampling() {}

  /// Weights that add up to 10,000, each at least `floor` basis points.
  public static int[] weights(List<Arm> arms, int floor, int draws, RandomGenerator random) {
    if (arms.isEmpty() || floor < 0 || floor * (long) arms.size() > BASIS_POINTS || draws < 1) {
      throw new IllegalArgumentException(
          "floor must leave room for all arms: " + floor + " times " + arms.size());
    }
    int[] best = new int[arms.size()];
    for (int i = 0; i < draws; i++) {
      best[highest(arms, random)]++;
    }
    return shared(best, draws, floor);
  }

  private static int highest(List<Arm> arms, RandomGenerator random) {
    int highest = 0;
    double record = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < arms.size(); i++) {
      double draw = draw(arms.get(i), random);
      if (draw > record) {
        record = draw;
        highest = i;
      }
    }
    return highest;
  }

  private static double draw(Arm arm, RandomGenerator random) {
    return switch (arm) {
      case Arm.Mean(var mean, var error) -> mean + error * random.nextGaussian();
      case Arm.Conversions(var successes, var failures) -> {
        double wins = gamma(successes + 1.0, random);
        yield wins / (wins + gamma(failures + 1.0, random));
      }
    };
  }

  /// A draw of the gamma distribution with a shape of 1 or more: G. Marsaglia and W. W. Tsang, "A
  /// simple method for generating gamma variables", ACM TOMS 26 (2000).
  private static double gamma(double shape, RandomGenerator random) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double normal = random.nextGaussian();
      double cube = 1 + c * normal;
      if (cube <= 0) {
        continue;
      }
      double v = cube * cube * cube;
      double uniform = 1 - random.nextDouble();
      if (Math.log(uniform) < normal * normal / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }

  /// The floor for each, and of what is left its share; what rounding leaves goes to the best.
  private static int[] shared(int[] best, int draws, int floor) {
    int left = BASIS_POINTS - floor * best.length;
    int[] weights = new int[best.length];
    int given = 0;
    int first = 0;
    for (int i = 0; i < best.length; i++) {
      weights[i] = floor + (int) ((long) left * best[i] / draws);
      given += weights[i];
      first = best[i] > best[first] ? i : first;
    }
    weights[first] += BASIS_POINTS - given;
    return weights;
  }
}
