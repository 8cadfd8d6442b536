package dev.forktail.engine.result.report;

import dev.forktail.engine.metric.Metric;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Interval;
import dev.forktail.statistics.estimate.Effect;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.inference.NonInferiority;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a run says of one metric.
///
/// @param filled share of the events before its definition that are counted; below 1 nothing else
///   is said of it
/// @param asOf up to when what was stored counts in it
/// @param cap at which units are cut where that is a percentile of all, in the metric's unit; null:
///   it is not, or not computed yet
/// @param arms control first
/// @param comparisons one for each treatment
/// @param breakdown by dimension and value
public record MetricReport(
    Metric metric,
    Role role,
    double filled,
    Instant asOf,
    @Nullable Double cap,
    List<ArmValue> arms,
    List<Comparison> comparisons,
    List<Part> breakdown) {

  public MetricReport {
    arms = List.copyOf(arms);
    comparisons = List.copyOf(comparisons);
    breakdown = List.copyOf(breakdown);
  }

  /// This report with the corrected p-values of its comparisons.
  MetricReport with(Map<Comparison, Corrected> sequential, Map<Comparison, Corrected> fixed) {
    return new MetricReport(
        metric,
        role,
        filled,
        asOf,
        cap,
        arms,
        comparisons.stream()
            .map(
                each ->
                    each.with(Corrections.find(sequential, each), Corrections.find(fixed, each)))
            .toList(),
        breakdown);
  }

  /// What a metric is for in an experiment.
  public enum Role {
    GOAL,
    GUARDRAIL
  }

  /// An arm by itself: its mean per unit, its share, or its ratio.
  public record ArmValue(String variant, Answer<Estimate> estimate) {}

  /// A treatment against the control.
  ///
  /// @param relative as a share of the control's value
  /// @param absolute in the metric's unit
  /// @param corrected the sequential p-value of the relative lift among those of all goals and
  ///   treatments; empty for guardrails and where there is none
  /// @param correctedFixed the same for the fixed one
  /// @param guardrail whether it is harmed, by the metric's margin; empty for goals
  /// @param adjusted the relative lift without what units were before; unknown where that is not
  ///   computed
  /// @param series as it was at the end of each day
  public record Comparison(
      String variant,
      Answer<Lift> relative,
      Answer<Lift> absolute,
      Optional<Corrected> corrected,
      Optional<Corrected> correctedFixed,
      Answer<Outlook> outlook,
      Optional<Answer<NonInferiority.Verdict>> guardrail,
      Answer<Adjusted> adjusted,
      List<Day> series) {

    public Comparison {
      series = List.copyOf(series);
    }

    /// The lift that decides: the relative one; where the control has none to compare with, the
    /// absolute one.
    public Answer<Lift> lift() {
      return relative instanceof Answer.Known<Lift> ? relative : absolute;
    }

    Comparison with(Optional<Corrected> sequential, Optional<Corrected> fixed) {
      return new Comparison(
          variant, relative, absolute, sequential, fixed, outlook, guardrail, adjusted, series);
    }
  }

  /// The relative lift at the end of a day, with its sequential interval.
  public record Day(LocalDate day, Answer<Seen> lift) {

    public record Seen(double lift, Interval interval) {}

    static Day of(LocalDate day, Answer<Effect> effect, ReportSettings settings) {
      return new Day(
          day,
          effect.map(known -> new Seen(known.lift(), Lift.sequential(known, settings).interval())));
    }
  }

  /// A treatment against the control among the units of a stratum.
  ///
  /// @param corrected the sequential p-value among those of all parts of the metric; empty where
  ///   there is none
  public record Part(
      StratumName stratum,
      String variant,
      Answer<Estimate> control,
      Answer<Estimate> treatment,
      Answer<Lift> relative,
      Optional<Corrected> corrected) {

    Part with(Optional<Corrected> value) {
      return new Part(stratum, variant, control, treatment, relative, value);
    }
  }
}
