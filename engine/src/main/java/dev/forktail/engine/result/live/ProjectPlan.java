package dev.forktail.engine.result.live;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.condition.Check;
import dev.forktail.assignment.condition.Condition;
import dev.forktail.engine.event.ProjectId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What is kept of the events of one project.
///
/// @param runs by their experiment
/// @param tracks by the name of the event
record ProjectPlan(Map<String, List<PlannedRun>> runs, Map<String, List<Counting>> tracks) {

  /// A track with the condition of its measure, ready to be asked.
  record Counting(Track track, Check where, boolean always) {}

  static ProjectPlan of(ProjectId project, List<PlannedRun> runs, List<Track> tracks) {
    var counting = new HashMap<String, List<Counting>>();
    tracks.stream()
        .filter(track -> track.project().equals(project))
        .collect(Collectors.groupingBy(track -> track.measure().event()))
        .forEach(
            (event, ofEvent) ->
                counting.put(event, ofEvent.stream().map(ProjectPlan::counting).toList()));
    return new ProjectPlan(
        runs.stream()
            .filter(run -> run.run().project().equals(project))
            .collect(Collectors.groupingBy(run -> key(run.run().experiment()))),
        Map.copyOf(counting));
  }

  private static String key(ExperimentKey experiment) {
    return experiment.value();
  }

  private static Counting counting(Track track) {
    var where = track.measure().where();
    return new Counting(
        track,
        where.compile(),
        where.equals(Condition.always()) && track.measure().property() == null);
  }
}
