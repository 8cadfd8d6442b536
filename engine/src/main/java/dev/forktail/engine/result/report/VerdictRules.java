package dev.forktail.engine.result.report;

import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.report.MetricReport.Comparison;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Interval;
import dev.forktail.statistics.inference.NonInferiority;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rules of docs/results.md: the first that fits makes the verdict. The first goal decides;
/// evidence is sequential, so that it may be looked at whenever one likes.
final class VerdictRules {
  private final Run run;
  private final List<ArmUnits> arms;
  private final SampleRatio sampleRatio;
  private final List<MetricReport> metrics;
  private final ReportSettings settings;

  VerdictRules(
      Run run,
      List<ArmUnits> arms,
      SampleRatio sampleRatio,
      List<MetricReport> metrics,
      ReportSettings settings) {
    this.run = run;
    this.arms = arms;
    this.sampleRatio = sampleRatio;
    this.metrics = metrics;
    this.settings = settings;
  }

  Verdict verdict() {
    return beingFilled()
        .or(this::doNotTrust)
        .or(this::tooEarly)
        .orElseGet(() -> run.goals().isEmpty() ? withoutGoal() : decided(metrics.getFirst()));
  }

  private Optional<Verdict> beingFilled() {
    return metrics.stream()
        .filter(report -> report.filled() < 1)
        .min(Comparator.comparingDouble(MetricReport::filled))
        .map(
            report ->
                new Verdict.BeingFilled(
                    "Of the events from before %s was defined, %s are counted so far."
                        .formatted(report.metric().name(), Words.percent(report.filled()))));
  }

  private Optional<Verdict> doNotTrust() {
    if (!sampleRatio.isMismatch()) {
      return Optional.empty();
    }
    return Optional.of(
        new Verdict.DoNotTrust(
            sampleRatio.cause().map(SampleRatio.Stratum::name),
            "The arms have %s units, which chance makes of %s in fewer than one of %s experiments."
                .formatted(
                    Words.join(arms.stream().map(arm -> Words.count(arm.units()))),
                    Words.join(arms.stream().map(arm -> Words.count(Math.round(arm.expected())))),
                    Words.count(Math.round(1 / settings.mismatchAlpha())))));
  }

  private Optional<Verdict> tooEarly() {
    return arms.stream()
        .filter(arm -> arm.weight() > 0 && arm.units() < settings.armUnitsMin())
        .min(Comparator.comparingLong(ArmUnits::units))
        .map(
            arm ->
                new Verdict.TooEarly(
                    "%s has %s units; nothing is said below %s in each arm."
                        .formatted(
                            arm.variant(),
                            Words.count(arm.units()),
                            Words.count(settings.armUnitsMin()))));
  }

  private Verdict withoutGoal() {
    return harm()
        .<Verdict>map(harm -> harm)
        .orElse(new Verdict.Undecided("Nobody has said which metric it is to change."));
  }

  private Verdict decided(MetricReport goal) {
    return ship(goal)
        .or(this::harm)
        .or(() -> keep(goal))
        .or(() -> noDifference(goal))
        .orElseGet(() -> notYet(goal));
  }

  /// The arm that changes the goal the most in the way that is wanted, and harms nothing.
  private Optional<Verdict> ship(MetricReport goal) {
    var wanted = goal.metric().direction();
    return goal.comparisons().stream()
        .filter(each -> isProven(each, lift -> lift.isWanted(wanted)))
        .filter(each -> harmed(each.variant()).findAny().isEmpty())
        .max(Comparator.comparingDouble(each -> size(each)))
        .map(each -> new Verdict.Ship(each.variant(), shipReason(goal, each)));
  }

  private static double size(Comparison comparison) {
    return comparison.lift().map(lift -> Math.abs(lift.effect().lift())).get();
  }

  private String shipReason(MetricReport goal, Comparison comparison) {
    var said = new StringBuilder(Words.effect(goal.metric(), comparison));
    for (var other : metrics.subList(1, metrics.size())) {
      other.comparisons().stream()
          .filter(each -> each.variant().equals(comparison.variant()))
          .flatMap(each -> caveat(other.metric(), each).stream())
          .forEach(caveat -> said.append(' ').append(caveat));
    }
    return said.toString();
  }

  /// What else one should know of an arm that is better in the first goal.
  private Optional<String> caveat(Metric metric, Comparison comparison) {
    if (isProven(comparison, lift -> !lift.isWanted(metric.direction()))) {
      return Optional.of("Elsewhere it is worse. " + Words.effect(metric, comparison));
    }
    return comparison
        .guardrail()
        .filter(answer -> !isFound(answer, NonInferiority.Finding.HARMLESS))
        .map(_ -> "Whether guardrail " + metric.name() + " is harmed is not known yet.");
  }

  private Optional<Verdict> harm() {
    return run.ended() != null
        ? Optional.empty()
        : metrics.stream().flatMap(VerdictRules::stops).findFirst();
  }

  private static Stream<Verdict> stops(MetricReport report) {
    var metric = report.metric();
    return report.comparisons().stream()
        .filter(VerdictRules::isHarmful)
        .map(each -> new Verdict.Stop(metric.name(), each.variant(), Words.effect(metric, each)));
  }

  /// All treatments are worse, or do harm.
  private Optional<Verdict> keep(MetricReport goal) {
    var treatments = goal.comparisons();
    return !treatments.isEmpty() && treatments.stream().allMatch(each -> isWorse(goal, each))
        ? Optional.of(
            new Verdict.Keep(arms.getFirst().variant(), effects(goal, treatments.stream())))
        : Optional.empty();
  }

  private boolean isWorse(MetricReport goal, Comparison comparison) {
    var wanted = goal.metric().direction();
    return isProven(comparison, lift -> !lift.isWanted(wanted))
        || harmed(comparison.variant()).findAny().isPresent();
  }

  /// No treatment can be better by as much as matters.
  private Optional<Verdict> noDifference(MetricReport goal) {
    var left = goal.comparisons().stream().filter(each -> !isWorse(goal, each)).toList();
    return !left.isEmpty() && left.stream().allMatch(each -> isNegligible(goal.metric(), each))
        ? Optional.of(
            new Verdict.NoDifference(
                "What matters is %s. %s"
                    .formatted(
                        Words.percent(goal.metric().minimumEffect()),
                        effects(goal, left.stream()))))
        : Optional.empty();
  }

  private static boolean isNegligible(Metric metric, Comparison comparison) {
    return comparison.relative() instanceof Answer.Known<Lift>(var lift)
        && Interval.around(0, metric.minimumEffect()).contains(lift.sequential().interval().low())
        && Interval.around(0, metric.minimumEffect()).contains(lift.sequential().interval().high());
  }

  private static String effects(MetricReport goal, Stream<Comparison> comparisons) {
    return comparisons
        .map(each -> Words.effect(goal.metric(), each))
        .collect(Collectors.joining(" "));
  }

  private Verdict notYet(MetricReport goal) {
    var open = goal.comparisons().stream().filter(each -> !isWorse(goal, each)).toList();
    var seen = effects(goal, open.stream());
    if (run.ended() != null) {
      return new Verdict.Undecided("It ended before anything was certain. " + seen);
    }
    return open.stream()
        .flatMap(each -> outlook(each).stream())
        .max(Comparator.comparingLong(VerdictRules::unitsLeft))
        .<Verdict>map(outlook -> keepRunning(goal.metric(), outlook, seen))
        .orElseGet(() -> new Verdict.KeepRunning(OptionalLong.empty(), OptionalLong.empty(), seen));
  }

  private Verdict keepRunning(Metric metric, Outlook outlook, String seen) {
    long left = unitsLeft(outlook);
    var matters = Words.percent(metric.minimumEffect());
    if (left == 0 || left == Long.MAX_VALUE) {
      return new Verdict.KeepRunning(
          OptionalLong.empty(),
          OptionalLong.empty(),
          seen + " Both none and what matters, %s, agree with that.".formatted(matters));
    }
    var days =
        outlook.daysLeft() instanceof Answer.Known<OptionalLong>(var known)
            ? known
            : OptionalLong.empty();
    return new Verdict.KeepRunning(
        days,
        OptionalLong.of(left),
        seen
            + " To find a change of %s with a chance of %s takes %s more units."
                .formatted(matters, Words.share(settings.power()), Words.count(left)));
  }

  private static Optional<Outlook> outlook(Comparison comparison) {
    return comparison.outlook() instanceof Answer.Known<Outlook>(var known)
        ? Optional.of(known)
        : Optional.empty();
  }

  /// The largest number where no number is enough.
  private static long unitsLeft(Outlook outlook) {
    return outlook.unitsLeft() instanceof Answer.Known<Long>(var units) ? units : Long.MAX_VALUE;
  }

  private Stream<MetricReport> harmed(String arm) {
    return metrics.stream()
        .filter(
            report ->
                report.comparisons().stream()
                    .anyMatch(each -> each.variant().equals(arm) && isHarmful(each)));
  }

  private static boolean isHarmful(Comparison comparison) {
    return comparison
        .guardrail()
        .filter(answer -> isFound(answer, NonInferiority.Finding.HARMFUL))
        .isPresent();
  }

  private static boolean isFound(
      Answer<NonInferiority.Verdict> answer, NonInferiority.Finding finding) {
    return answer instanceof Answer.Known<NonInferiority.Verdict>(var known)
        && known.finding() == finding;
  }

  /// Whether the lift differs from zero, also among all goals and arms, and is as `wanted`.
  private boolean isProven(Comparison comparison, Predicate<Lift> wanted) {
    return comparison.lift() instanceof Answer.Known<Lift>(var lift)
        && comparison.corrected().filter(p -> p.holm() <= settings.alpha()).isPresent()
        && wanted.test(lift);
  }
}
