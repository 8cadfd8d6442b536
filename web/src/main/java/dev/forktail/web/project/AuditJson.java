package dev.forktail.web.project;

import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.web.http.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What was done to something, as it is answered.
public final class AuditJson {
  private AuditJson() {}

  /// The lines of an audit; empty when there are none, since then there is nothing that was made.
  ///
  /// @param what the field for the definition
  public static <D> Optional<Reply> answer(
      List<AuditLine<D>> lines, String what, Function<D, Map<String, Object>> definition) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    var trees = lines.stream().map(line -> tree(line, what, definition)).toList();
    return Optional.of(Versioned.fresh(Reply.json(200, JsonTree.text(Map.of("audit", trees)))));
  }

  private static <D> Map<String, Object> tree(
      AuditLine<D> line, String what, Function<D, Map<String, Object>> definition) {
    var tree = line(line.version(), line.change());
    tree.put(what, definition.apply(line.definition()));
    return tree;
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
