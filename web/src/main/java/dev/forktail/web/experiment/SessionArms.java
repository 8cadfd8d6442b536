package dev.forktail.web.experiment;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Remembered;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.Visit;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.experiment.ArmStore;
import dev.forktail.engine.experiment.LiveExperiments.ProjectExperiments;
import dev.forktail.engine.project.Access;
import dev.forktail.web.experiment.Assigning.Decided;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Decides by what sessions remember of the subject's units.
///
/// A unit keeps the first arm that any node has dealt it. While the sessions are away, what needs
/// them is control, and not counted.
public final class SessionArms {
  private final Assigning assigning;
  private final ArmStore store;

  public SessionArms(Assigning assigning, ArmStore store) {
    this.assigning = assigning;
    this.store = store;
  }

  /// Whether sessions must be asked, which takes time.
  boolean mayWait(ProjectId project, Optional<List<ExperimentKey>> keys) {
    return !remembering(assigning.of(project), keys).isEmpty();
  }

  /// What `subject` gets; waits for the sessions if they must be asked.
  ///
  /// @param before arms that are known from elsewhere, and count where the sessions know none
  Decided decide(
      Access access,
      Subject subject,
      Instant at,
      Optional<List<ExperimentKey>> keys,
      Remembered before) {
    var experiments = assigning.of(access.project());
    var arms = UnitArms.of(experiments, subject, remembering(experiments, keys));
    if (arms.isEmpty()) {
      return assigning.decide(access, subject, Visit.at(at, before), keys);
    }
    Function<Boolean, Decided> decide =
        isThere ->
            assigning.decide(
                access, subject, Visit.at(at, new Remembered(arms.over(before), isThere)), keys);
    try {
      arms.ask(store, access.project());
      var decided = decide.apply(true);
      arms.keep(store, access.project(), decided.assignments());
      // Another node may have dealt another arm meanwhile: then that one holds.
      return arms.have(decided.assignments()) ? decided : decide.apply(true);
    } catch (StoreException _) { // told in /health
      return decide.apply(false);
    }
  }

  private static Map<ExperimentKey, Unit> remembering(
      ProjectExperiments experiments, Optional<List<ExperimentKey>> keys) {
    var all = experiments.remembering();
    if (keys.isEmpty() || all.isEmpty()) {
      return all;
    }
    var wanted = new HashMap<>(all);
    wanted.keySet().retainAll(keys.get());
    return wanted;
  }
}
