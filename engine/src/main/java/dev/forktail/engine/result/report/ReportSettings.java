package dev.forktail.engine.result.report;

import dev.forktail.statistics.inference.ConfidenceSequence;
import dev.forktail.statistics.inference.NormalPrior;
import org.jspecify.annotations.Nullable;

/// By which rules results are judged.
///
/// @param alpha the share of false alarms: intervals hold the truth with 1 - alpha
/// @param tunedFor the units of two arms at which sequential intervals are tightest
/// @param prior what is believed of a relative lift before there is data; null: nothing
/// @param power the chance with which an effect of the size that matters is to be found
/// @param mismatchAlpha below this p-value the arms have not the units they should
/// @param armUnitsMin with fewer in an arm nothing is said
public record ReportSettings(
    double alpha,
    long tunedFor,
    @Nullable NormalPrior prior,
    double power,
    double mismatchAlpha,
    long armUnitsMin) {

  public ReportSettings {
    requireShare("alpha", alpha, 0.5);
    requireShare("power", power, 1);
    requireShare("mismatchAlpha", mismatchAlpha, 0.5);
    if (tunedFor < 1 || armUnitsMin < 2) {
      throw new IllegalArgumentException(
          "tunedFor must be 1 or more, armUnitsMin 2 or more: %d, %d"
              .formatted(tunedFor, armUnitsMin));
    }
  }

  /// What is usual.
  public static ReportSettings standard() {
    return new ReportSettings(0.05, ConfidenceSequence.TUNED_FOR, null, 0.8, 0.001, 100);
  }

  private static void requireShare(String name, double share, double below) {
    if (!(share > 0 && share < below)) {
      throw new IllegalArgumentException(
          name + " must be above 0 and below " + below + ": " + share);
    }
  }
}
