package dev.forktail.engine.result.report;

import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.report.MetricReport.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What a run says: a function of its totals alone.
///
/// Where a number cannot be told, there is the reason why, never NaN.
///
/// @param arms control first
/// @param multiple units that have seen more than one arm; they count nowhere else
/// @param machines units with more events than a person has; they count nowhere else
/// @param metrics goals first, the most important first, then guardrails
/// @param asOf up to when what was stored counts
/// @param age how long ago that was
public record ResultReport(
    Run run,
    Verdict verdict,
    List<ArmUnits> arms,
    SampleRatio sampleRatio,
    long multiple,
    long machines,
    List<MetricReport> metrics,
    Instant asOf,
    Duration age,
    ReportSettings settings) {
  private static final String BANDIT = "bandit";

  public ResultReport {
    arms = List.copyOf(arms);
    metrics = List.copyOf(metrics);
  }

  /// What `totals` say at the moment `now`.
  public static ResultReport of(RunTotals totals, ReportSettings settings, Instant now) {
    var run = totals.run();
    var units = new UnitCounts(totals);
    var sampleRatio =
        hasFixedShares(run)
            ? SampleRatios.of(units, run.ended() != null, settings)
            : SampleRatios.untested();
    var metrics = MetricReports.of(totals, units, settings);
    var arms = units.arms();
    return new ResultReport(
        run,
        new VerdictRules(run, arms, sampleRatio, metrics, settings).verdict(),
        arms,
        sampleRatio,
        totals.multiple(),
        totals.machines(),
        metrics,
        totals.asOf(),
        age(totals.asOf(), now),
        settings);
  }

  /// Whether the shares of the arms stay what they are, whatever the results.
  static boolean hasFixedShares(Run run) {
    return !run.strategy().equals(BANDIT);
  }

  private static Duration age(Instant asOf, Instant now) {
    return asOf.isAfter(now) ? Duration.ZERO : Duration.between(asOf, now);
  }

  /// How many units all arms have.
  public long units() {
    return arms.stream().mapToLong(ArmUnits::units).sum();
  }

  public Stream<MetricReport> goals() {
    return metrics.stream().filter(metric -> metric.role() == Role.GOAL);
  }

  public Stream<MetricReport> guardrails() {
    return metrics.stream().filter(metric -> metric.role() == Role.GUARDRAIL);
  }
}
