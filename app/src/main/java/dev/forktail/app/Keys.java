package dev.forktail.app;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.project.ProjectCatalog;
import java.util.HashMap;
import java.util.Map;

/// The keys of a running server: those of the catalog, and with `--demo` the well-known ones, which
/// are never stored and so end with the process.
final class Keys {
  static final String DEMO_WRITE = "demo";
  static final String DEMO_WRITE_GITHUB = "demo-github";
  static final String DEMO_READ = "demo-read";
  static final String DEMO_ADMIN = "demo-admin";

  private final ProjectCatalog catalog;
  private final KeyRing ring;
  private final Map<KeyHash, Access> wellKnown;

  private Keys(ProjectCatalog catalog, KeyRing ring, Map<KeyHash, Access> wellKnown) {
    this.catalog = catalog;
    this.ring = ring;
    this.wellKnown = wellKnown;
  }

  /// Fills `ring` from `catalog`, and with the demo's keys for its first project when `demo`.
  static Keys load(ProjectCatalog catalog, KeyRing ring, boolean demo) {
    var keys =
        new Keys(catalog, ring, demo ? demoKeys(catalog.projects().getFirst().id()) : Map.of());
    keys.refresh();
    return keys;
  }

  void refresh() {
    var all = new HashMap<>(catalog.keys());
    all.putAll(wellKnown);
    ring.replace(all);
  }

  private static Map<KeyHash, Access> demoKeys(ProjectId project) {
    return Map.of(
        KeyHash.of(DEMO_WRITE), new Access(project, KeyRole.WRITE, "shop"),
        KeyHash.of(DEMO_WRITE_GITHUB), new Access(project, KeyRole.WRITE, "github"),
        KeyHash.of(DEMO_READ), new Access(project, KeyRole.READ, "demo"),
        KeyHash.of(DEMO_ADMIN), new Access(project, KeyRole.ADMIN, "demo"));
  }
}
