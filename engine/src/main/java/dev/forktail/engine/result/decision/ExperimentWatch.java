package dev.forktail.engine.result.decision;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.State;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.EditOutcome;
import dev.forktail.engine.experiment.ExperimentCatalog;
import dev.forktail.engine.experiment.ExperimentEditor;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.notice.Notice;
import dev.forktail.engine.result.report.ResultReport;
import dev.forktail.engine.result.report.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at experiments while nobody else does: pauses one whose guardrail is harmed, and tells
/// people when there is something to do, or when one was decided.
///
/// - **Contract.** It pauses an experiment once in each run: whoever starts it again is not
///   overruled. Each verdict of a run and each decision is told once. All holds across restarts and
///   several nodes, since notices have ids that follow from what they say.
/// - **Failure.** Whatever fails for one experiment does not keep the others from being looked at;
///   the first failure is thrown at the end.
/// - **Threads.** One at a time; blocks.
public final class ExperimentWatch {
  /// Who pauses, in the audit.
  public static final String WHO = "forktail";

  /// A decision that is older was told, or nobody could be told for as long.
  private static final Duration DECIDED_LATELY = Duration.ofDays(1);

  private static final Logger log = LoggerFactory.getLogger(ExperimentWatch.class);

  private final Supplier<Definitions> definitions;
  private final EvidenceSource source;
  private final ExperimentCatalog catalog;
  private final ExperimentEditor editor;
  private final Consumer<Notice> tell;
  private final boolean rollback;
  private final InstantSource clock;
  private final WatchNotices notices;
  private final Set<Told> told = new HashSet<>(); // So that the audit is read once for each.

  /// @param rollback whether it pauses; else it only tells
  public ExperimentWatch(
      Supplier<Definitions> definitions,
      EvidenceSource source,
      ExperimentCatalog catalog,
      Consumer<Notice> tell,
      WatchNotices notices,
      boolean rollback,
      InstantSource clock) {
    this.definitions = definitions;
    this.source = source;
    this.catalog = catalog;
    this.editor = new ExperimentEditor(catalog);
    this.tell = tell;
    this.notices = notices;
    this.rollback = rollback;
    this.clock = clock;
  }

  /// A version of a decided experiment that was looked at.
  private record Told(ProjectId project, ExperimentKey key, long version) {}

  /// Looks at each experiment once; returns how many were paused.
  public int round() {
    int paused = 0;
    StoreException failure = null;
    for (var experiment : definitions.get().experiments()) {
      try {
        switch (experiment.experiment().state()) {
          case State.Running _ -> paused += look(experiment) ? 1 : 0;
          case State.Decided decided -> tellDecision(experiment, decided);
          case State.Draft _, State.Paused _, State.Archived _ -> {}
        }
      } catch (StoreException e) {
        failure = failure == null ? e : failure;
      }
    }
    throwIfAny(failure);
    return paused;
  }

  private static void throwIfAny(@Nullable StoreException failure) {
    if (failure != null) {
      throw failure;
    }
  }

  /// Whether it was paused.
  private boolean look(StoredExperiment experiment) {
    var evidence = source.find(experiment.project(), experiment.key());
    if (evidence.isEmpty()) {
      return false;
    }
    var report = evidence.get().report();
    var harm = Harm.find(report);
    if (harm.isPresent() && rollback && mayPause(experiment, report.run().started())) {
      return pause(experiment, report, harm.get());
    }
    tellVerdict(report);
    return false;
  }

  private boolean mayPause(StoredExperiment experiment, Instant started) {
    return catalog.audit(experiment.project(), experiment.key()).stream()
        .map(line -> line.change())
        .filter(change -> !change.at().isBefore(started))
        .noneMatch(change -> change.who().equals(WHO) && change.action() == Action.PAUSE);
  }

  /// Tells first: a kill in between pauses again, and the notice is known then.
  private boolean pause(StoredExperiment experiment, ResultReport report, Harm harm) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    tell.accept(notices.rollback(report, harm, experiment.version(), now));
    var outcome =
        editor.move(
            experiment.project(),
            experiment.key(),
            State.paused(),
            OptionalLong.of(experiment.version()),
            new Change(WHO, now, Action.PAUSE, shortened(harm.sentence())));
    if (outcome instanceof EditOutcome.Store) {
      log.warn(
          "Experiment paused: project={} experiment={} {}",
          experiment.project().value(),
          experiment.key(),
          harm.sentence());
      return true;
    }
    return false;
  }

  /// Whoever decided it told of it too, unless a kill came between.
  private void tellDecision(StoredExperiment experiment, State.Decided state) {
    var decision = new Told(experiment.project(), experiment.key(), experiment.version());
    if (told.contains(decision)) {
      return;
    }
    var since = clock.instant().minus(DECIDED_LATELY);
    catalog.audit(experiment.project(), experiment.key()).stream()
        .filter(line -> line.change().action() == Action.DECIDE)
        .findFirst()
        .filter(line -> line.change().at().isAfter(since))
        .ifPresent(line -> tell.accept(notices.decision(experiment, state, line)));
    told.add(decision);
  }

  private static String shortened(String note) {
    return note.substring(0, Math.min(note.length(), Change.NOTE_LENGTH_MAX));
  }

  private void tellVerdict(ResultReport report) {
    boolean worthIt =
        switch (report.verdict()) {
          case Verdict.Ship _, Verdict.Keep _, Verdict.DoNotTrust _, Verdict.Stop _ -> true;
          case Verdict.KeepRunning _,
              Verdict.NoDifference _,
              Verdict.TooEarly _,
              Verdict.BeingFilled _,
              Verdict.Undecided _ ->
              false;
        };
    if (worthIt) {
      var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      tell.accept(notices.verdict(report, now));
    }
  }
}
