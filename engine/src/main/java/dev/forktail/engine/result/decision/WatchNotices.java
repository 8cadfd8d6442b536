package dev.forktail.engine.result.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.State;
import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.experiment.Definition;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.notice.Notice;
import dev.forktail.engine.notice.Topic;
import dev.forktail.engine.result.report.ResultReport;
import dev.forktail.engine.result.report.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// What is told of experiments. The id of a notice follows from what it is about, so that the same
/// is told once, whoever finds out how often.
public final class WatchNotices {
  private final UnaryOperator<String> link;

  /// @param link the address of a page of this server, behind what there is to say
  public WatchNotices(UnaryOperator<String> link) {
    this.link = link;
  }

  Notice rollback(ResultReport report, Harm harm, long version, Instant at) {
    var run = report.run();
    return new Notice(
        id("rollback", report, "version " + version),
        at,
        Topic.ROLLBACK,
        run.project(),
        run.experiment().value(),
        subject(run.experiment(), "paused, a guardrail is harmed"),
        harm.sentence()
            + " Everybody gets "
            + harm.control()
            + " from now on. Start it again if you know better: then it is left alone."
            + page(run.experiment()),
        harm.facts());
  }

  Notice verdict(ResultReport report, Instant at) {
    var run = report.run();
    var verdict = report.verdict();
    var facts = new LinkedHashMap<String, Object>();
    facts.put("verdict", verdict.sentence());
    facts.put("reason", verdict.reason());
    facts.put("run", run.number());
    var units = new LinkedHashMap<String, Object>();
    report.arms().forEach(arm -> units.put(arm.variant(), arm.units()));
    facts.put("units", units);
    return new Notice(
        id("verdict", report, kind(verdict)),
        at,
        Topic.VERDICT,
        run.project(),
        run.experiment().value(),
        subject(run.experiment(), verdict.sentence()),
        verdict.sentence() + " " + verdict.reason() + page(run.experiment()),
        facts);
  }

  /// That `experiment` has a winner since the change of `line`.
  public Notice decision(
      StoredExperiment experiment, State.Decided state, AuditLine<Definition> line) {
    var key = experiment.key();
    var winner = state.winner().value();
    var who = line.change().who();
    return new Notice(
        UUID.nameUUIDFromBytes(
            "decision %d %s %d"
                .formatted(experiment.project().value(), key, line.version())
                .getBytes(UTF_8)),
        line.change().at(),
        Topic.DECISION,
        experiment.project(),
        key.value(),
        subject(key, "decided for " + winner),
        who + " has decided for " + winner + "." + link.apply("/experiments/" + key + "/decision"),
        Map.of("winner", winner, "who", who, "version", line.version()));
  }

  /// Without what may change from day to day.
  private static String kind(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Ship(var arm, _) -> "ship " + arm;
      case Verdict.Stop(var guardrail, var arm, _) -> "stop " + arm + " " + guardrail;
      default -> verdict.getClass().getSimpleName();
    };
  }

  private static UUID id(String topic, ResultReport report, String what) {
    var run = report.run();
    var text =
        String.join(
            "\n",
            topic,
            run.project().toString(),
            run.experiment().value(),
            "run " + run.number() + " of " + run.started(),
            what);
    return UUID.nameUUIDFromBytes(text.getBytes(UTF_8));
  }

  private static String subject(ExperimentKey key, String what) {
    String subject = (key + ": " + what).replaceAll("\\p{Cntrl}", " ");
    return subject.substring(0, Math.min(subject.length(), Notice.SUBJECT_LENGTH_MAX));
  }

  private String page(ExperimentKey key) {
    return link.apply("/experiments/" + key);
  }
}
