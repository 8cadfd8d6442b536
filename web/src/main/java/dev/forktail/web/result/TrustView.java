package dev.forktail.web.result;

import dev.forktail.engine.result.report.ArmUnits;
import dev.forktail.engine.result.report.MetricReport;
import dev.forktail.engine.result.report.MetricReport.Comparison;
import dev.forktail.engine.result.report.ResultReport;
import dev.forktail.engine.result.report.SampleRatio;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.allocation.SampleRatioTest;
import dev.forktail.statistics.allocation.SequentialSampleRatioTest;
import dev.forktail.statistics.inference.NonInferiority;
import dev.forktail.statistics.inference.NonInferiority.Finding;
import dev.forktail.web.result.ResultView.Fact;
import dev.forktail.web.result.ResultView.Guardrail;
import dev.forktail.web.result.ResultView.Stratum;
import dev.forktail.web.result.ResultView.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Whether the numbers can be trusted, and whether anything is harmed.
final class TrustView {
  private static final int STRATA_MAX = 5;

  private TrustView() {}

  static Trust of(ResultReport report) {
    var ratio = report.sampleRatio();
    return new Trust(
        level(ratio),
        sentence(ratio),
        report.arms().stream().map(arm -> arm(arm, report.units())).toList(),
        facts(report),
        ratio.strata().stream().limit(STRATA_MAX).map(stratum -> stratum(stratum, ratio)).toList());
  }

  private static String level(SampleRatio ratio) {
    if (ratio.isMismatch()) {
      return "red";
    }
    return ratio.sequential() instanceof Answer.Known<SequentialSampleRatioTest> ? "green" : "grey";
  }

  private static String sentence(SampleRatio ratio) {
    if (ratio.isMismatch()) {
      return ratio
          .cause()
          .map(cause -> "Units are missing or too many, most of them in " + cause.name() + ".")
          .orElse("Units are missing or too many, everywhere alike.");
    }
    return switch (ratio.sequential()) {
      case Answer.Known<SequentialSampleRatioTest> _ -> "Each arm has the units it should have.";
      case Answer.Unknown<SequentialSampleRatioTest>(var reason) -> reason.sentence();
    };
  }

  private static ResultView.ArmUnits arm(ArmUnits arm, long all) {
    return new ResultView.ArmUnits(
        arm.variant(),
        Numbers.count(arm.units()),
        Numbers.count(Math.round(arm.expected())),
        all == 0 ? Numbers.NONE : String.format(Locale.ROOT, "%.2f %%", 100.0 * arm.units() / all));
  }

  private static List<Fact> facts(ResultReport report) {
    var facts = new ArrayList<Fact>();
    if (report.sampleRatio().sequential()
        instanceof Answer.Known<SequentialSampleRatioTest>(var test)) {
      facts.add(new Fact("p, at any time", Numbers.pValue(test.pValue())));
    }
    if (report.sampleRatio().fixed() instanceof Answer.Known<SampleRatioTest>(var test)) {
      facts.add(new Fact("p, one look (χ²)", Numbers.pValue(test.pValue())));
    }
    facts.add(new Fact("Units in two arms", Numbers.count(report.multiple())));
    facts.add(new Fact("Machines", Numbers.count(report.machines())));
    return facts;
  }

  private static Stratum stratum(SampleRatio.Stratum stratum, SampleRatio ratio) {
    return new Stratum(
        stratum.name(),
        stratum.counts().stream()
            .map(count -> Numbers.count(count))
            .collect(Collectors.joining(" : ")),
        Numbers.percent(Math.max(0, stratum.share())),
        Numbers.pValue(stratum.holm()),
        ratio.cause().filter(stratum::equals).isPresent());
  }

  static List<Guardrail> guardrails(ResultReport report) {
    return report
        .guardrails()
        .flatMap(metric -> metric.comparisons().stream().map(arm -> guardrail(metric, arm)))
        .toList();
  }

  private static Guardrail guardrail(MetricReport report, Comparison comparison) {
    var answer = comparison.guardrail().orElseThrow();
    return switch (answer) {
      case Answer.Known<NonInferiority.Verdict>(var verdict) ->
          new Guardrail(
              report.metric().name(),
              comparison.variant(),
              level(verdict.finding()),
              word(verdict.finding()),
              detail(report, verdict));
      case Answer.Unknown<NonInferiority.Verdict>(var reason) ->
          new Guardrail(
              report.metric().name(),
              comparison.variant(),
              "grey",
              "Not known yet",
              reason.sentence());
    };
  }

  private static String level(Finding finding) {
    return switch (finding) {
      case HARMLESS -> "green";
      case HARMFUL -> "red";
      case UNDECIDED -> "grey";
    };
  }

  private static String word(Finding finding) {
    return switch (finding) {
      case HARMLESS -> "Not harmed";
      case HARMFUL -> "Harmed";
      case UNDECIDED -> "Not known yet";
    };
  }

  private static String detail(MetricReport report, NonInferiority.Verdict verdict) {
    var interval = verdict.harmless().interval();
    double worst = Double.isFinite(interval.low()) ? interval.low() : interval.high();
    return "at worst %s, may be %s"
        .formatted(
            Numbers.change(worst),
            Numbers.change(
                Double.isFinite(interval.low())
                    ? -report.metric().margin()
                    : report.metric().margin()));
  }
}
