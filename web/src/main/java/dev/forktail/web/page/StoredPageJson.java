package dev.forktail.web.page;

import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.page.PageCatalog.Listed;
import dev.forktail.engine.page.PageLine;
import dev.forktail.engine.page.StoredPage;
import dev.forktail.engine.page.json.PageJson;
import dev.forktail.web.project.AuditJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answers about pages.
final class StoredPageJson {
  private StoredPageJson() {}

  static String list(List<Listed> pages) {
    return JsonTree.text(Map.of("pages", pages.stream().map(StoredPageJson::tree).toList()));
  }

  private static Map<String, Object> tree(Listed page) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("slug", page.slug().value());
    putState(tree, page.published(), page.version());
    tree.put("changed", page.changed().toString());
    return tree;
  }

  static String one(StoredPage page) {
    var tree = PageJson.tree(page.definition());
    putState(tree, page.published(), page.version());
    tree.put("created", page.created().toString());
    tree.put("changed", page.changed().toString());
    return JsonTree.text(tree);
  }

  private static void putState(Map<String, Object> tree, Optional<Long> published, long version) {
    tree.put("state", published.isPresent() ? "published" : "draft");
    tree.put("version", version);
    published.ifPresent(number -> tree.put("published", number));
  }

  static String preview(String url, Instant expires) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("url", url);
    tree.put("expires", expires.toString());
    return JsonTree.text(tree);
  }

  static String history(List<PageLine> lines) {
    return JsonTree.text(
        Map.of(
            "history",
            lines.stream().map(line -> AuditJson.line(line.version(), line.change())).toList()));
  }
}
