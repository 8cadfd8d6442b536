package dev.forktail.web.experiment;

import dev.forktail.assignment.Assignment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.State;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Visit;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.Exposures;
import dev.forktail.engine.experiment.Exposures.Exposure;
import dev.forktail.engine.experiment.LiveExperiments;
import dev.forktail.engine.experiment.LiveExperiments.ProjectExperiments;
import dev.forktail.engine.project.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides for callers over HTTP, and records what their subjects see. Safe for concurrent use;
/// never waits.
public final class Assigning {
  private final LiveExperiments live;
  private final Exposures exposures;
  private final VisitorFacts facts;

  public Assigning(LiveExperiments live, Exposures exposures, VisitorFacts facts) {
    this.live = live;
    this.exposures = exposures;
    this.facts = facts;
  }

  /// What a subject gets.
  ///
  /// @param unknown keys of which there is no experiment
  public record Decided(List<Exposure> assignments, List<ExperimentKey> unknown) {}

  /// What is known of the visitors who ask.
  VisitorFacts facts() {
    return facts;
  }

  ProjectExperiments of(ProjectId project) {
    return live.of(project);
  }

  /// What decides.
  Definitions definitions() {
    return live.definitions();
  }

  /// Those that `keys` name, or all that are served: a draft and what is archived is nobody's
  /// business.
  Decided decide(Access access, Subject subject, Visit visit, Optional<List<ExperimentKey>> keys) {
    var experiments = of(access.project());
    var assignments = new ArrayList<Exposure>();
    var unknown = new ArrayList<ExperimentKey>();
    if (keys.isEmpty()) {
      for (var assignment : experiments.decided().assignAll(subject, visit)) {
        if (isServed(experiments, assignment)) {
          assignments.add(exposure(experiments, assignment));
        }
      }
      return new Decided(assignments, unknown);
    }
    for (var key : keys.get()) {
      var assignment = experiments.decided().assign(key, subject, visit);
      if (assignment == null) {
        unknown.add(key);
      } else {
        assignments.add(exposure(experiments, assignment));
      }
    }
    return new Decided(assignments, unknown);
  }

  private static boolean isServed(ProjectExperiments experiments, Assignment assignment) {
    return experiments
        .find(assignment.experiment())
        .map(stored -> stored.experiment().state())
        .filter(state -> !(state instanceof State.Draft || state instanceof State.Archived))
        .isPresent();
  }

  private static Exposure exposure(ProjectExperiments experiments, Assignment assignment) {
    var name =
        experiments
            .find(assignment.experiment())
            .map(stored -> stored.definition().name())
            .orElse(assignment.experiment().value());
    return new Exposure(assignment, name);
  }

  /// Records that the subject sees its arms; how many were recorded.
  int expose(Access access, Subject subject, Visit visit, List<Exposure> seen) {
    return exposures.record(access, subject, seen, visit.at());
  }
}
