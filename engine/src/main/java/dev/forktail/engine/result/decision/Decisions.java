package dev.forktail.engine.result.decision;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.State;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.experiment.EditOutcome;
import dev.forktail.engine.experiment.ExperimentCatalog;
import dev.forktail.engine.experiment.ExperimentEditor;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.result.decision.Decision.Known;
import dev.forktail.engine.result.report.ResultReport;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Decides experiments, and keeps what was known then.
///
/// - **Contract.** The evidence is kept before the experiment is decided, for the version that this
///   makes: no decision is without it, whatever is killed. What was kept for a decision that came
///   to nothing is never shown.
/// - **Failure.** A [StoreException] of the product database. When only the results cannot be read,
///   the decision says so instead.
/// - **Threads.** Safe for concurrent use; blocks.
public final class Decisions {
  private static final int TRIES = 5;

  private final ExperimentCatalog catalog;
  private final ExperimentEditor editor;
  private final DecisionArchive archive;
  private final EvidenceSource source;
  private final Function<ResultReport, String> answer;

  /// @param answer what whoever asks for results is told, as JSON
  public Decisions(
      ExperimentCatalog catalog,
      DecisionArchive archive,
      EvidenceSource source,
      Function<ResultReport, String> answer) {
    this.catalog = catalog;
    this.editor = new ExperimentEditor(catalog);
    this.archive = archive;
    this.source = source;
    this.answer = answer;
  }

  /// Decides for a variant.
  ///
  /// @param seen the version that the caller has seen; empty: whichever
  public EditOutcome decide(
      ProjectId project, ExperimentKey key, State.Decided wish, OptionalLong seen, Change change) {
    EditOutcome outcome = new EditOutcome.Missing();
    for (int i = 0; i < TRIES; i++) {
      var before = find(project, key);
      if (before.isEmpty()) {
        return new EditOutcome.Missing();
      }
      long version = seen.orElse(before.get().version());
      if (mayBecome(before.get(), wish, version)) {
        var decision =
            new Decision(version + 1, before.get().definition(), wish, change, known(project, key));
        archive.keep(project, key, version + 1, decision.write());
      }
      outcome = editor.decide(project, key, wish, OptionalLong.of(version), change);
      if (!(outcome instanceof EditOutcome.Stale) || seen.isPresent()) {
        return outcome;
      }
    }
    return outcome;
  }

  /// Whether it is worth the effort; the rules are the editor's.
  private static boolean mayBecome(StoredExperiment before, State.Decided wish, long version) {
    return before.version() == version && before.experiment().state().mayBecome(wish);
  }

  private Optional<StoredExperiment> find(ProjectId project, ExperimentKey key) {
    return catalog.list(project).stream().filter(one -> one.key().equals(key)).findFirst();
  }

  private Known known(ProjectId project, ExperimentKey key) {
    try {
      return source
          .find(project, key)
          .<Known>map(evidence -> new Known.Frozen(evidence, answer.apply(evidence.report())))
          .orElseGet(() -> new Known.Nothing("Nothing was measured."));
    } catch (StoreException e) {
      return new Known.Nothing("The results could not be read: " + e.reason());
    }
  }

  /// The document of the last decision about an experiment; empty when there is none.
  public Optional<String> find(ProjectId project, ExperimentKey key, OptionalLong version) {
    return catalog.audit(project, key).stream()
        .filter(line -> line.change().action() == Action.DECIDE)
        .filter(line -> version.isEmpty() || version.getAsLong() == line.version())
        .findFirst()
        .flatMap(line -> archive.find(project, key, line.version()));
  }
}
