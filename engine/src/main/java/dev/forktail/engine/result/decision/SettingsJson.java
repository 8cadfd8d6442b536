package dev.forktail.engine.result.decision;

import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.statistics.inference.NormalPrior;
import java.util.LinkedHashMap;
import java.util.Map;

/// The rules by which a report was made, as JSON.
final class SettingsJson {
  private SettingsJson() {}

  static Map<String, Object> tree(ReportSettings settings) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("alpha", settings.alpha());
    tree.put("tunedFor", settings.tunedFor());
    var prior = settings.prior();
    if (prior != null) {
      tree.put("priorMean", prior.mean());
      tree.put("priorVariance", prior.variance());
    }
    tree.put("power", settings.power());
    tree.put("mismatchAlpha", settings.mismatchAlpha());
    tree.put("armUnitsMin", settings.armUnitsMin());
    return tree;
  }

  /// What [#tree] has written.
  static ReportSettings read(JsonFields json) {
    return new ReportSettings(
        json.number("alpha", 0),
        (long) json.number("tunedFor", 0),
        json.has("priorMean")
            ? new NormalPrior(json.number("priorMean", 0), json.number("priorVariance", 0))
            : null,
        json.number("power", 0),
        json.number("mismatchAlpha", 0),
        (long) json.number("armUnitsMin", 0));
  }
}
