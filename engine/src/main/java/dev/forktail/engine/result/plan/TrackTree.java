package dev.forktail.engine.result.plan;

import dev.forktail.assignment.form.ConditionForm;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.result.live.Track;
import java.util.LinkedHashMap;
import java.util.Map;

/// A track as part of a plan's JSON.
final class TrackTree {
  private TrackTree() {}

  static Map<String, Object> of(Track track) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("id", track.id());
    tree.put("project", track.project().value());
    tree.put("event", track.measure().event());
    tree.put("where", ConditionForm.write(track.measure().where()));
    if (track.measure().property() != null) {
      tree.put("property", track.measure().property());
    }
    tree.put("unit", track.unit());
    tree.put("distinct", track.distinct());
    tree.put("since", track.since());
    return tree;
  }

  static Track read(JsonFields json) {
    var where = ConditionForm.read(json.value("where"));
    return new Track(
        json.integer("id", 1, Integer.MAX_VALUE),
        new ProjectId(json.integer("project", 0, Integer.MAX_VALUE)),
        new Measure(json.text("event"), where, json.findText("property").orElse(null)),
        json.text("unit"),
        json.truth("distinct", false),
        json.integer("since", 0, Integer.MAX_VALUE));
  }
}
