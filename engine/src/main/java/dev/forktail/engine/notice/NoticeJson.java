package dev.forktail.engine.notice;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.json.JsonTree;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// Notices as JSON: what a webhook gets, and what is kept.
public final class NoticeJson {
  private NoticeJson() {}

  public static Map<String, Object> tree(Notice notice) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("id", notice.id().toString());
    tree.put("at", notice.at().toString());
    tree.put("topic", notice.topic().word());
    tree.put("project", notice.project().value());
    if (notice.experiment() != null) {
      tree.put("experiment", notice.experiment());
    }
    tree.put("subject", notice.subject());
    tree.put("text", notice.text());
    tree.put("facts", notice.facts());
    return tree;
  }

  public static String write(Notice notice) {
    return JsonTree.text(tree(notice));
  }

  /// What [#write] has written.
  public static Notice read(String text) {
    var json = JsonTree.object(text);
    var facts = new LinkedHashMap<String, Object>();
    json.findObject("facts")
        .ifPresent(
            all ->
                all.names()
                    .forEach(name -> facts.put(name, Objects.requireNonNull(all.value(name)))));
    return new Notice(
        UUID.fromString(json.text("id")),
        Instant.parse(json.text("at")),
        Topic.of(json.text("topic")),
        new ProjectId(json.integer("project", 0, Integer.MAX_VALUE)),
        json.findText("experiment").orElse(null),
        json.text("subject"),
        json.text("text"),
        facts);
  }
}
