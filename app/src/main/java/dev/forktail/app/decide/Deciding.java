package dev.forktail.app.decide;

import dev.forktail.app.Housekeeping;
import dev.forktail.app.notices.Notices;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.State;
import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.EditOutcome;
import dev.forktail.engine.experiment.ExperimentCatalog;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.result.ResultTotals;
import dev.forktail.engine.result.decision.DecisionArchive;
import dev.forktail.engine.result.decision.Decisions;
import dev.forktail.engine.result.decision.Evidence;
import dev.forktail.engine.result.decision.EvidenceSource;
import dev.forktail.engine.result.decision.ExperimentWatch;
import dev.forktail.engine.result.decision.WatchNotices;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.web.decision.DecisionRoutes;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.result.ResultJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides experiments with the evidence of the moment, and watches those that run.
public final class Deciding implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Deciding.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration PAUSE_MAX = Duration.ofMinutes(5);

  private final Experiments experiments;
  private final Notices notices;
  private final Decisions decisions;
  private final WatchNotices words;
  private final ExperimentWatch watch;
  private final Housekeeping jobs = new Housekeeping("watch", 1);

  /// Where experiments are.
  ///
  /// @param ready whether the catalog can be asked
  /// @param definitions what decides now
  /// @param changed has a change of the catalog decide at once
  public record Experiments(
      ExperimentCatalog catalog,
      DecisionArchive archive,
      BooleanSupplier ready,
      Supplier<Definitions> definitions,
      Runnable changed) {}

  /// @param rollback whether an experiment that harms a guardrail is paused
  public Deciding(
      Experiments experiments,
      ResultTotals totals,
      Notices notices,
      boolean rollback,
      InstantSource clock) {
    this.experiments = experiments;
    this.notices = notices;
    EvidenceSource source =
        (project, key) ->
            totals
                .find(project, key)
                .map(found -> new Evidence(found, ReportSettings.standard(), clock.instant()));
    this.decisions =
        new Decisions(experiments.catalog(), experiments.archive(), source, ResultJson::one);
    this.words = new WatchNotices(notices::link);
    this.watch =
        new ExperimentWatch(
            experiments.definitions(),
            source,
            experiments.catalog(),
            notices::tell,
            words,
            rollback,
            clock);
  }

  /// Begins to watch.
  public void start() {
    jobs.every(PAUSE, PAUSE_MAX, "watch experiments", this::look);
  }

  private void look() {
    if (experiments.ready().getAsBoolean() && watch.round() > 0) {
      experiments.changed().run();
    }
  }

  /// Decides for a variant, and tells people.
  public EditOutcome decide(
      ProjectId project, ExperimentKey key, State.Decided wish, OptionalLong seen, Change change) {
    var outcome = decisions.decide(project, key, wish, seen, change);
    if (outcome instanceof EditOutcome.Store(var experiment, _)) {
      try {
        var line = new AuditLine<>(experiment.version(), change, experiment.definition());
        notices.tell(words.decision(experiment, wish, line));
      } catch (StoreException e) {
        log.warn("A decision is told later: experiment={} {}", key, e.reason());
      }
    }
    return outcome;
  }

  public void addTo(Routes routes, Pages pages, KeyRing keys) {
    new DecisionRoutes(decisions, keys).addTo(routes, pages);
  }

  /// What is wrong with the watch.
  public Optional<String> fault() {
    return jobs.fault();
  }

  @Override
  public void close() {
    jobs.close();
  }
}
