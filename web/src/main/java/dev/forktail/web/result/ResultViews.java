package dev.forktail.web.result;

import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.metric.Direction;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.report.Corrected;
import dev.forktail.engine.result.report.Lift;
import dev.forktail.engine.result.report.MetricReport.Comparison;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.engine.result.report.ResultReport;
import dev.forktail.engine.result.report.Verdict;
import dev.forktail.statistics.Answer;
import dev.forktail.web.live.Figures;
import dev.forktail.web.result.ResultView.Head;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes the view of a report.
final class ResultViews {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /// A corrected p-value above it is no finding.
  private static final double ALPHA = ReportSettings.standard().alpha();

  private ResultViews() {}

  static ResultView of(ResultReport report, Optional<StoredExperiment> experiment) {
    return new ResultView(
        head(report, experiment),
        verdict(report.verdict()),
        ForestPlot.of(report),
        report.goals().flatMap(goal -> SeriesChart.of(goal).stream()).toList(),
        TrustView.of(report),
        TrustView.guardrails(report),
        report.metrics().stream().map(MetricTables::of).toList(),
        Breakdowns.of(report),
        notes(report));
  }

  static Head head(ResultReport report, Optional<StoredExperiment> experiment) {
    var run = report.run();
    var facts = new ArrayList<String>();
    facts.add(period(run, report.asOf()));
    facts.add(Numbers.count(report.units()) + " units");
    facts.add("by " + run.unit());
    if (run.number() > 1) {
      facts.add("run " + run.number());
    }
    return new Head(
        experiment.map(found -> found.definition().name()).orElse(run.experiment().value()),
        run.experiment().value(),
        experiment.map(ResultViews::state).orElse(run.ended() == null ? "running" : "ended"),
        facts,
        Figures.time(report.asOf()),
        Figures.span(report.age()));
  }

  static String state(StoredExperiment experiment) {
    return experiment.experiment().state().word();
  }

  private static String period(Run run, Instant asOf) {
    var ended = run.ended();
    var span = Figures.span(Duration.between(run.started(), ended == null ? asOf : ended));
    return ended == null
        ? "since %s (%s)".formatted(DAY.format(run.started()), span)
        : "%s to %s (%s)".formatted(DAY.format(run.started()), DAY.format(ended), span);
  }

  static ResultView.Verdict verdict(Verdict verdict) {
    return new ResultView.Verdict(level(verdict), verdict.sentence(), minus(verdict.reason()));
  }

  /// A hyphen before a digit is a minus.
  private static String minus(String text) {
    return text.replaceAll("(?<![\\w,.])-(?=\\d)", "−");
  }

  static String level(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Ship _ -> "green";
      case Verdict.Keep _ -> "amber";
      case Verdict.DoNotTrust _, Verdict.Stop _ -> "red";
      case Verdict.KeepRunning _, Verdict.TooEarly _, Verdict.BeingFilled _ -> "blue";
      case Verdict.NoDifference _, Verdict.Undecided _ -> "grey";
    };
  }

  /// How the lift is coloured: found to be wanted, found to be unwanted, or neither.
  static String level(Metric metric, Comparison comparison) {
    return comparison.relative() instanceof Answer.Known<Lift>(var lift)
        ? level(metric, lift, comparison.corrected())
        : "grey";
  }

  /// @param corrected its p-value, where it is one of several
  static String level(Metric metric, Lift lift, Optional<Corrected> corrected) {
    var interval = lift.sequential().interval();
    if (interval.contains(0) || corrected.map(Corrected::holm).orElse(0.0) > ALPHA) {
      return "grey";
    }
    return interval.low() > 0 == (metric.direction() == Direction.UP) ? "green" : "red";
  }

  private static List<String> notes(ResultReport report) {
    var notes = new ArrayList<String>();
    double hold = 100 * (1 - report.settings().alpha());
    notes.add(
        "Intervals hold the truth with %.0f %%, however often and whenever one looks; the thick part is that of one look at the end."
            .formatted(hold));
    notes.add(
        "Chance to win and risk are Bayesian with a %s prior; they are no reason to stop early."
            .formatted(report.settings().prior() == null ? "flat" : "normal"));
    if (report.run().strategy().equals("bandit")) {
      notes.add("The shares of the arms follow the results, so there is no look at a fixed end.");
    }
    return notes;
  }
}
