package dev.forktail.web.project;

import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What was done to something, as it is answered.
public final class AuditJson {
  private AuditJson() {}

  /// The lines of an audit.
  ///
  /// @param what the field for the definition
  public static <D> String lines(
      List<AuditLine<D>> lines, String what, Function<D, Map<String, Object>> definition) {
    return JsonTree.text(
        Map.of(
            "audit",
            lines.stream()
                .map(
                    line -> {
                      var tree = line(line.version(), line.change());
                      tree.put(what, definition.apply(line.definition()));
                      return tree;
                    })
                .toList()));
  }

  /// A version and the change that made it, to which more may be added.
  public static Map<String, Object> line(long version, Change change) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("version", version);
    tree.put("at", change.at().toString());
    tree.put("who", change.who());
    tree.put("what", change.action().word());
    tree.put("note", change.note());
    return tree;
  }
}
