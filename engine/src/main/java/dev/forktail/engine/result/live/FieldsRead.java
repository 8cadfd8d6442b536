package dev.forktail.engine.result.live;

import dev.forktail.assignment.condition.Condition;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Exposures;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a plan reads of the events of a project.
///
/// @param paths within the payload, as `properties.cart.value`, by the name of the event; a name
///   without any is read, too
public record FieldsRead(Map<String, Set<String>> paths) {

  public static FieldsRead of(ResultPlan plan, ProjectId project) {
    var paths = new HashMap<String, Set<String>>();
    for (var track : plan.tracks()) {
      if (track.project().equals(project)) {
        addAll(track, paths.computeIfAbsent(track.measure().event(), _ -> new TreeSet<>()));
      }
    }
    var exposure = paths.computeIfAbsent(Exposures.EVENT, _ -> new TreeSet<>());
    Observations.EXPOSURE.forEach(name -> exposure.add(PayloadFields.PROPERTIES + name));
    plan.runs().stream()
        .filter(run -> run.run().project().equals(project))
        .forEach(run -> exposure.addAll(UnitIds.paths(run.unit())));
    return new FieldsRead(paths);
  }

  private static void addAll(Track track, Set<String> paths) {
    var measure = track.measure();
    if (measure.property() != null) {
      paths.add(PayloadFields.PROPERTIES + measure.property());
    }
    addAttributes(measure.where(), paths);
    paths.addAll(UnitIds.paths(track.unit()));
  }

  private static void addAttributes(Condition condition, Set<String> paths) {
    switch (condition) {
      case Condition.All(var all) -> all.forEach(one -> addAttributes(one, paths));
      case Condition.Any(var all) -> all.forEach(one -> addAttributes(one, paths));
      case Condition.Not(var one) -> addAttributes(one, paths);
      case Condition.Exists(var name) -> add(name, paths);
      case Condition.In(var name, _) -> add(name, paths);
      case Condition.Range(var name, _, _) -> add(name, paths);
      case Condition.During(var name, _, _) -> add(name, paths);
      case Condition.Contains(var name, _, _, _) -> add(name, paths);
      case Condition.Version(var name, _) -> add(name, paths);
      case Condition.Matches(var name, _) -> add(name, paths);
      case Condition.Network(var name, _) -> add(name, paths);
      case Condition.Share(var name, _, _, _) -> add(name, paths);
    }
  }

  private static void add(String name, Set<String> paths) {
    paths.add(PayloadFields.PROPERTIES + name);
  }
}
