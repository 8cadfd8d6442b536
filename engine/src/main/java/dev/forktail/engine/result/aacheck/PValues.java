package dev.forktail.engine.result.aacheck;

import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.result.aacheck.MetricFairness.Finding;
import dev.forktail.engine.result.aacheck.MetricFairness.Found;
import dev.forktail.engine.result.report.Estimates;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Effect;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.inference.Alternative;
import dev.forktail.statistics.inference.ConfidenceSequence;
import dev.forktail.statistics.inference.UniformityTest;
import dev.forktail.statistics.inference.WelchTest;
import dev.forktail.statistics.sums.Sums;
import java.util.Arrays;
import java.util.BitSet;

/// The p-values of one metric over many salts, as a result would show them: of the relative lift.
///
/// The false positive rate of s salts is as it should be within 3.29 standard errors, √(α (1 - α) /
/// s): beyond is 1 of 1,000. Uniformity by Kolmogorov and Smirnov, at the same 0.001.
///
/// - **Threads.** Safe for concurrent use, each salt once.
final class PValues {
  /// Below so many units an arm's p-values are not worth a look.
  static final int UNITS_MIN = 200;

  private static final double ERRORS_MAX = 3.29;
  private static final double UNIFORMITY_MIN = 0.001;
  private static final double UNKNOWN = -1;

  private final Metric metric;
  private final PastValues past;
  private final Sums all;
  private final ReportSettings settings;
  private final double[] fixed;
  private final double[] sequential;

  PValues(Metric metric, PastValues past, int salts, ReportSettings settings) {
    this.metric = metric;
    this.past = past;
    this.all = past.all();
    this.settings = settings;
    this.fixed = new double[salts];
    this.sequential = new double[salts];
  }

  /// Looks at what a salt gives.
  void add(int salt, BitSet treatment) {
    var treated = past.of(treatment);
    var effect = Answer.both(estimate(all.minus(treated)), estimate(treated), Effect::relative);
    fixed[salt] = UNKNOWN;
    sequential[salt] = UNKNOWN;
    if (effect instanceof Answer.Known<Effect>(var known)) {
      fixed[salt] = WelchTest.of(known, settings.alpha()).pValue();
      sequential[salt] =
          ConfidenceSequence.of(
                  known, 0, Alternative.TWO_SIDED, settings.tunedFor(), settings.alpha())
              .pValue();
    }
  }

  private Answer<Estimate> estimate(Sums sums) {
    return Estimates.of(metric.quantity(), sums);
  }

  /// What all salts together say.
  MetricFairness fairness() {
    return new MetricFairness(metric, past.active(), found());
  }

  private Answer<Found> found() {
    double[] known = Arrays.stream(fixed).filter(value -> value != UNKNOWN).toArray();
    if (past.units() < UNITS_MIN || past.active() == 0 || known.length < fixed.length) {
      return Answer.unknown(Reason.TOO_FEW_UNITS);
    }
    double alpha = settings.alpha();
    double error = Math.sqrt(alpha * (1 - alpha) / known.length);
    double low = Math.max(0, alpha - ERRORS_MAX * error);
    double high = alpha + ERRORS_MAX * error;
    double rate = share(known, alpha);
    double uniformity = UniformityTest.of(known).pValue();
    var finding =
        rate > high
            ? Finding.TOO_OFTEN
            : rate < low
                ? Finding.TOO_RARELY
                : uniformity < UNIFORMITY_MIN ? Finding.UNEVEN : Finding.FAIR;
    return Answer.of(new Found(finding, rate, low, high, uniformity, share(sequential, alpha)));
  }

  private static double share(double[] values, double alpha) {
    return (double) Arrays.stream(values).filter(value -> value <= alpha).count() / values.length;
  }
}
