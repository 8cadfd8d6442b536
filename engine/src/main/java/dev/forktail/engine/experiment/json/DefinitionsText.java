package dev.forktail.engine.experiment.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.metric.StoredMetric;
import dev.forktail.engine.metric.json.MetricJson;
import dev.forktail.engine.project.KeyHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// All experiments and metrics as a text that shows whether it is whole: a line that says what it
/// is with the SHA-256 of the rest, the version of the catalog, then a line of JSON for each.
public final class DefinitionsText {
  private static final String HEAD = "forktail experiments 1 ";
  private static final String METRIC = "metric";
  private static final String DEFINITION = "definition";

  private DefinitionsText() {}

  public static byte[] write(Definitions definitions) {
    var rest = new StringBuilder().append(definitions.version()).append('\n');
    definitions.experiments().forEach(one -> rest.append(line(one)).append('\n'));
    definitions.metrics().forEach(one -> rest.append(line(one)).append('\n'));
    var text = rest.toString();
    return (HEAD + KeyHash.of(text).hex() + "\n" + text).getBytes(UTF_8);
  }

  private static String line(StoredExperiment stored) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("project", stored.project().value());
    tree.put("version", stored.version());
    tree.put("created", stored.created().toString());
    tree.put("changed", stored.changed().toString());
    tree.put("runs", RunsJson.tree(stored.runs()));
    tree.put(DEFINITION, DefinitionJson.tree(stored.definition()));
    return JsonTree.text(tree);
  }

  private static String line(StoredMetric stored) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("project", stored.project().value());
    tree.put("version", stored.version());
    tree.put("created", stored.created().toString());
    tree.put("changed", stored.changed().toString());
    tree.put("archived", stored.archived());
    tree.put(METRIC, MetricJson.tree(stored.metric()));
    return JsonTree.text(tree);
  }

  /// What is in `bytes`.
  ///
  /// @throws IllegalArgumentException when it is not what was written
  public static Definitions read(byte[] bytes) {
    var text = new String(bytes, UTF_8);
    int end = text.indexOf('\n');
    if (end < 0
        || !text.startsWith(HEAD)
        || !text.substring(HEAD.length(), end).equals(KeyHash.of(text.substring(end + 1)).hex())) {
      throw new IllegalArgumentException("It is damaged, or of another version of Forktail");
    }
    var lines = text.substring(end + 1).lines().toList();
    try {
      return definitions(Long.parseLong(lines.getFirst()), lines.subList(1, lines.size()));
    } catch (WrongFieldException e) {
      throw new IllegalArgumentException(e.field() + ": " + e.reason(), e);
    }
  }

  private static Definitions definitions(long version, List<String> lines) {
    var experiments = new ArrayList<StoredExperiment>();
    var metrics = new ArrayList<StoredMetric>();
    for (var line : lines) {
      var json = JsonTree.object(line);
      var metric = json.findObject(METRIC);
      if (metric.isPresent()) {
        metrics.add(metric(json, metric.get()));
      } else {
        experiments.add(experiment(json));
      }
    }
    return new Definitions(version, experiments, metrics);
  }

  private static StoredExperiment experiment(JsonFields json) {
    return new StoredExperiment(
        project(json),
        DefinitionJson.read(json.findObject(DEFINITION).orElseThrow()),
        json.integer("version", 1, Integer.MAX_VALUE),
        json.time("created"),
        json.time("changed"),
        RunsJson.read(json));
  }

  private static StoredMetric metric(JsonFields json, JsonFields metric) {
    return new StoredMetric(
        project(json),
        MetricJson.read(metric),
        json.truth("archived", false),
        json.integer("version", 1, Integer.MAX_VALUE),
        json.time("created"),
        json.time("changed"));
  }

  private static ProjectId project(JsonFields json) {
    return new ProjectId(json.integer("project", 0, Integer.MAX_VALUE));
  }
}
