package dev.forktail.statistics.inference;

import dev.forktail.statistics.Interval;
import dev.forktail.statistics.estimate.Effect;

/// Intervals and p-values that hold however often and whenever one looks: the default for a result
/// that is shown while the experiment runs. Over all looks together, the interval misses the true
/// lift once with probability alpha at most, so one may stop at the first that excludes zero.
///
/// Asymptotic confidence sequences; with N units in both arms and the square S² = N se²:
///
/// - ρ = sqrt((-2 ln α + ln(1 - 2 ln α)) / N*), which makes it tightest at N* units (`tunedFor`).
/// - half width = sqrt(S² · 2(Nρ²+1)/(N²ρ²) · ln(sqrt(Nρ²+1)/α)).
/// - p = min(1, sqrt(Nρ²+1) · exp(-ρ² D² N / (2 se² (Nρ²+1)))).
/// - One-sided: ρ with 2α, and ln(1 + sqrt(Nρ²+1)/(2α)).
///
/// Source: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, "Time-uniform central limit theory and
/// asymptotic confidence sequences", arXiv 2103.06476v7, equations 9, 155 and 161; as GrowthBook
/// has it.
///
/// Limits: asymptotic, so hold results back until each arm has some hundred units; the effect is
/// taken to be the same all the time; wider than [WelchTest] by half or more. A p-value once
/// reached stays reached: who keeps the least so far, keeps the promise.
public final class ConfidenceSequence {
  /// The units of both arms at which the interval is tightest, unless one says otherwise.
  public static final long TUNED_FOR = 5_000;

  private ConfidenceSequence() {}

  /// Tests whether the lift differs from zero, tuned for [#TUNED_FOR] units.
  public static Evidence of(Effect effect, double alpha) {
    return of(effect, 0, Alternative.TWO_SIDED, TUNED_FOR, alpha);
  }

  /// Tests whether the lift differs from `expected` (in the lift's unit) in the way of
  /// `alternative`, tightest at `tunedFor` units of both arms.
  ///
  /// @param alpha between 0 and 1, one-sided between 0 and 0.5
  public static Evidence of(
      Effect effect, double expected, Alternative alternative, long tunedFor, double alpha) {
    double distance = effect.lift() - expected;
    return switch (alternative) {
      case TWO_SIDED -> {
        var boundary = Boundary.twoSided(effect, tunedFor, alpha);
        yield new Evidence(
            boundary.twoSidedPValue(distance),
            Interval.around(effect.lift(), boundary.twoSidedHalfWidth()));
      }
      case GREATER -> {
        var boundary = Boundary.oneSided(effect, tunedFor, alpha);
        yield new Evidence(
            boundary.oneSidedPValue(distance),
            new Interval(effect.lift() - boundary.oneSidedHalfWidth(), Double.POSITIVE_INFINITY));
      }
      case LESS -> {
        var boundary = Boundary.oneSided(effect, tunedFor, alpha);
        yield new Evidence(
            boundary.oneSidedPValue(-distance),
            new Interval(Double.NEGATIVE_INFINITY, effect.lift() + boundary.oneSidedHalfWidth()));
      }
    };
  }

  /// Half the width of the two-sided interval as a multiple of the standard error, when both arms
  /// together have `units`.
  public static double halfWidthInErrors(double units, long tunedFor, double alpha) {
    Alpha.requireValid(alpha);
    return Boundary.of(1, units * squaredRho(alpha, tunedFor), alpha).twoSidedHalfWidth();
  }

  /// How far the lift may be from the truth, at one moment: `growth` is Nρ², `root` its
  /// sqrt(Nρ²+1).
  private record Boundary(double standardError, double growth, double root, double alpha) {
    static Boundary twoSided(Effect effect, long tunedFor, double alpha) {
      Alpha.requireValid(alpha);
      return of(effect.standardError(), effect.units() * squaredRho(alpha, tunedFor), alpha);
    }

    static Boundary oneSided(Effect effect, long tunedFor, double alpha) {
      Alpha.requireValid(2 * alpha);
      return of(effect.standardError(), effect.units() * squaredRho(2 * alpha, tunedFor), alpha);
    }

    static Boundary of(double standardError, double growth, double alpha) {
      return new Boundary(standardError, growth, Math.sqrt(growth + 1), alpha);
    }

    double twoSidedHalfWidth() {
      return halfWidth(Math.log(root / alpha));
    }

    double oneSidedHalfWidth() {
      return halfWidth(Math.log1p(root / (2 * alpha)));
    }

    private double halfWidth(double logarithm) {
      return standardError * Math.sqrt(2 * (growth + 1) / growth * logarithm);
    }

    double twoSidedPValue(double distance) {
      return Math.min(1, Math.exp(Math.log(root) - exponent(distance)));
    }

    /// The alpha at which the interval would end at `distance` below the lift, ρ being kept.
    double oneSidedPValue(double distance) {
      return distance <= 0 ? 1 : Math.min(1, root / (2 * Math.expm1(exponent(distance))));
    }

    private double exponent(double distance) {
      double errors = distance / standardError;
      return errors * errors * growth / (2 * (growth + 1));
    }
  }

  /// ρ², for tests against published values.
  static double squaredRho(double alpha, long tunedFor) {
    if (tunedFor < 1) {
      throw new IllegalArgumentException("tunedFor must be 1 or more: " + tunedFor);
    }
    double logarithm = -2 * Math.log(alpha);
    return (logarithm + Math.log1p(logarithm)) / tunedFor;
  }
}
