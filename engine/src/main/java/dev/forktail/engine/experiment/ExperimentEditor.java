package dev.forktail.engine.experiment;

import dev.forktail.assignment.ExclusionGroups;
import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.State;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.event.ProjectId;
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
          var runs = Runs.after(List.of(), definition.experiment().state(), change.at());
          var added = new StoredExperiment(project, definition, 1, change.at(), change.at(), runs);
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
                  var next = wanted.inStateOf(before.experiment());
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

  /// Decides for a variant, at once or step by step.
  public EditOutcome decide(
      ProjectId project, ExperimentKey key, State.Decided wish, OptionalLong seen, Change change) {
    return catalog.edit(
        project,
        present -> on(find(present, key), seen, before -> decide(before, wish, change, present)));
  }

  /// While it is paused nobody has an arm that could be kept meanwhile.
  private static EditOutcome decide(
      StoredExperiment before, State.Decided wish, Change change, List<StoredExperiment> present) {
    var winner = wish.winner();
    if (before.experiment().variants().stream().noneMatch(one -> one.key().equals(winner))) {
      return new EditOutcome.Refused(Optional.of("winner"), "There is no variant " + winner + ".");
    }
    if (before.experiment().state() instanceof State.Paused && !wish.rollout().steps().isEmpty()) {
      return new EditOutcome.Refused(
          Optional.of("ramp"), "An experiment that is paused is decided for all at once.");
    }
    return move(before, wish, change, present);
  }

  /// Ends the present run of an experiment that has begun, and begins the next one: results count
  /// anew, while every unit keeps its arm.
  ///
  /// @param seen the version that the caller has seen; empty: whichever
  public EditOutcome restart(
      ProjectId project, ExperimentKey key, OptionalLong seen, Change change) {
    return catalog.edit(
        project, present -> on(find(present, key), seen, before -> restart(before, change)));
  }

  private static EditOutcome restart(StoredExperiment before, Change change) {
    var refusal = whyNotRestart(before);
    return refusal.isPresent()
        ? new EditOutcome.Refused(Optional.empty(), refusal.get())
        : new EditOutcome.Store(
            next(before, before.definition(), change, Runs.restarted(before.runs(), change.at())),
            change);
  }

  private static Optional<String> whyNotRestart(StoredExperiment before) {
    if (before.runs().size() >= Runs.RUNS_MAX) {
      return Optional.of("An experiment has at most " + Runs.RUNS_MAX + " runs.");
    }
    return switch (before.experiment().state()) {
      case State.Running _, State.Paused _ -> Optional.empty();
      case State.Draft _ -> Optional.of("An experiment that is draft has not begun: start it.");
      case State.Decided _, State.Archived _ ->
          Optional.of(
              "An experiment that is %s does not run any more."
                  .formatted(before.experiment().state().word()));
    };
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

  private static StoredExperiment next(StoredExperiment before, Definition next, Change change) {
    var runs = Runs.after(before.runs(), next.experiment().state(), change.at());
    return next(before, next, change, runs);
  }

  private static StoredExperiment next(
      StoredExperiment before, Definition next, Change change, List<ExperimentRun> runs) {
    return new StoredExperiment(
        before.project(), next, before.version() + 1, before.created(), change.at(), runs);
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
      case CREATE, EDIT, RESTART, DECIDE, PUBLISH, WITHDRAW -> Optional.empty();
    };
  }
}
