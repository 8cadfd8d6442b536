package dev.forktail.web.metric;

import dev.forktail.engine.audit.Change;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.json.MetricJson;
import dev.forktail.web.project.Versioned;

/// What somebody sends to create, replace or check a metric: its definition, and a `note` for the
/// audit. What only the server says (`updated`, `archived`, `version`, `created`, `changed`,
/// `check`) may be sent back and is not looked at.
record MetricWish(Metric metric, String note) {

  static MetricWish read(byte[] body) {
    return read(JsonTree.object(body));
  }

  /// One whose key is also in the path.
  static MetricWish read(byte[] body, String key) {
    var wish = read(body);
    if (!wish.metric().key().value().equals(key)) {
      throw new WrongFieldException("key", "The key is another one than in the path.");
    }
    return wish;
  }

  private static MetricWish read(JsonFields json) {
    var note = Versioned.note(json, Change.NOTE_LENGTH_MAX);
    Versioned.ignore(json, "updated", "archived", "version", "created", "changed", "check");
    return new MetricWish(MetricJson.read(json), note);
  }
}
