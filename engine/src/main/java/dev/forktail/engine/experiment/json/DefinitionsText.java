package dev.forktail.engine.experiment.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.project.KeyHash;

/// All experiments as a text that shows whether it is whole: a line that says what it is with the
/// SHA-256 of the rest, the version of the catalog, then a line of JSON per experiment.
public final class DefinitionsText {
  private static final String HEAD = "forktail experiments 1 ";

  private DefinitionsText() {}

  public static byte[] write(Definitions definitions) {
    var rest = new StringBuilder().append(definitions.version()).append('\n');
    for (var experiment : definitions.experiments()) {
      rest.append("{\"project\":")
          .append(experiment.project().value())
          .append(",\"version\":")
          .append(experiment.version())
          .append(",\"created\":\"")
          .append(experiment.created())
          .append("\",\"changed\":\"")
          .append(experiment.changed())
          .append("\",\"definition\":")
          .append(DefinitionJson.write(experiment.definition()))
          .append("}\n");
    }
    var text = rest.toString();
    return (HEAD + KeyHash.of(text).hex() + "\n" + text).getBytes(UTF_8);
  }

  /// The experiments in `bytes`.
  ///
  /// @throws IllegalArgumentException when they are not what was written
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
      return new Definitions(
          Long.parseLong(lines.getFirst()),
          lines.subList(1, lines.size()).stream().map(DefinitionsText::experiment).toList());
    } catch (WrongFieldException e) {
      throw new IllegalArgumentException(e.field() + ": " + e.reason(), e);
    }
  }

  private static StoredExperiment experiment(String line) {
    var json = JsonTree.object(line);
    var definition = json.findObject("definition").orElseThrow();
    return new StoredExperiment(
        new ProjectId(json.integer("project", 0, Integer.MAX_VALUE)),
        DefinitionJson.read(definition),
        json.integer("version", 1, Integer.MAX_VALUE),
        json.time("created"),
        json.time("changed"));
  }
}
