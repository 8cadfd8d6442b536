package dev.forktail.engine.experiment;

import dev.forktail.assignment.ExclusionGroups;
import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentDraft;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.State;
import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Change.Action;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What may be done to experiments: the rules, over any catalog.
public final class ExperimentEditor {
  private final ExperimentCatalog catalog;

  public ExperimentEditor(ExperimentCatalog catalog) {
    this.catalog = catalog;
  }

  /// Adds an experiment, in the state that it says, draft or running.
  public EditOutcome create(ProjectId project, Definition definition, Change change) {
    return catalog.edit(
        project,
        present -> {
          if (find(present, definition.key()).isPresent()) {
            return new EditOutcome.Taken();
          }
          var added = new StoredExperiment(project, definition, 1, change.at(), change.at());
          return checked(added, change, present);
        });
  }

  /// Gives an experiment another definition; its state stays.
  ///
  /// @param seen the version that the caller has seen
  public EditOutcome replace(ProjectId project, Definition wanted, long seen, Change change) {
    return catalog.edit(
        project,
        present ->
            on(
                find(present, wanted.key()),
                OptionalLong.of(seen),
                before -> {
                  var next = inStateOf(before, wanted);
                  if (next.equals(before.definition())) {
                    return new EditOutcome.Same(before);
                  }
                  var fault = FixedFields.findFault(before.experiment(), next.experiment());
                  return fault.isPresent()
                      ? new EditOutcome.Refused(fault, FixedFields.REASON)
                      : checked(next(before, next, change), change, present);
                }));
  }

  /// Takes an experiment to another state: start, pause or archive.
  ///
  /// @param seen the version that the caller has seen; empty: whichever
  public EditOutcome move(
      ProjectId project, ExperimentKey key, State to, OptionalLong seen, Change change) {
    return catalog.edit(
        project,
        present -> on(find(present, key), seen, before -> move(before, to, change, present)));
  }

  /// Decides for a variant.
  public EditOutcome decide(
      ProjectId project, ExperimentKey key, VariantKey winner, OptionalLong seen, Change change) {
    return catalog.edit(
        project,
        present ->
            on(
                find(present, key),
                seen,
                before ->
                    before.experiment().variants().stream()
                            .anyMatch(variant -> variant.key().equals(winner))
                        ? move(before, new State.Decided(winner), change, present)
                        : new EditOutcome.Refused(
                            Optional.of("winner"), "There is no variant " + winner + ".")));
  }

  private static EditOutcome move(
      StoredExperiment before, State to, Change change, List<StoredExperiment> present) {
    var state = before.experiment().state();
    if (state.equals(to)) {
      return new EditOutcome.Same(before);
    }
    if (!state.mayBecome(to)) {
      return new EditOutcome.Refused(
          Optional.empty(),
          "An experiment that is %s cannot become %s.".formatted(state.word(), to.word()));
    }
    return checked(next(before, before.definition().become(to), change), change, present);
  }

  private interface Step {
    EditOutcome from(StoredExperiment before);
  }

  private static EditOutcome on(Optional<StoredExperiment> before, OptionalLong seen, Step step) {
    if (before.isEmpty()) {
      return new EditOutcome.Missing();
    }
    long version = before.get().version();
    return seen.isPresent() && seen.getAsLong() != version
        ? new EditOutcome.Stale(version)
        : step.from(before.get());
  }

  private static Optional<StoredExperiment> find(
      List<StoredExperiment> present, ExperimentKey key) {
    return present.stream().filter(other -> other.key().equals(key)).findFirst();
  }

  private static Definition inStateOf(StoredExperiment before, Definition wanted) {
    var experiment =
        new ExperimentDraft(wanted.experiment()).state(before.experiment().state()).make();
    return new Definition(experiment, wanted.name(), wanted.description());
  }

  private static StoredExperiment next(StoredExperiment before, Definition next, Change change) {
    return new StoredExperiment(
        before.project(), next, before.version() + 1, before.created(), change.at());
  }

  /// Experiments of one exclusion group must not be able to share a unit.
  private static EditOutcome checked(
      StoredExperiment next, Change change, List<StoredExperiment> present) {
    var others =
        present.stream()
            .filter(other -> !other.key().equals(next.key()))
            .map(StoredExperiment::experiment)
            .toList();
    var all = new java.util.ArrayList<Experiment>(others);
    all.add(next.experiment());
    var conflicts = ExclusionGroups.conflicts(all);
    return conflicts.isEmpty() || !ExclusionGroups.conflicts(others).isEmpty()
        ? new EditOutcome.Store(next, change)
        : new EditOutcome.Refused(Optional.of("exclusion"), conflicts.getFirst() + ".");
  }

  /// What starting, pausing and archiving lead to.
  public static Optional<State> stateAfter(Action action) {
    return switch (action) {
      case START -> Optional.of(State.running());
      case PAUSE -> Optional.of(State.paused());
      case ARCHIVE -> Optional.of(State.archived());
      case CREATE, EDIT, DECIDE -> Optional.empty();
    };
  }
}
