package dev.forktail.app;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.project.ProjectCatalog;
import dev.forktail.engine.project.ProjectCatalog.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The keys of a running server: those of the catalog, its own, and with `--demo` the well-known
/// ones. Only the first are stored; the others end with the process.
final class Keys {
  static final String DEMO_WRITE = "demo";
  static final String DEMO_WRITE_GITHUB = "demo-github";
  static final String DEMO_READ = "demo-read";
  static final String DEMO_ADMIN = "demo-admin";

  private final ProjectCatalog catalog;
  private final KeyRing ring;
  private final KeyFile file;
  private final boolean demo;
  private final Map<KeyHash, Access> own;
  private volatile KnownKeys known = KnownKeys.none();

  /// The keys of `catalog`, in `ring` and, for a start without the catalog, in `file`; with the
  /// demo's for the first project when `demo`, and in any case with `own`.
  Keys(ProjectCatalog catalog, KeyRing ring, KeyFile file, boolean demo, Map<KeyHash, Access> own) {
    this.catalog = catalog;
    this.ring = ring;
    this.file = file;
    this.demo = demo;
    this.own = Map.copyOf(own);
  }

  /// Reads them from the catalog; called by one thread at a time.
  ///
  /// @throws StoreException.Unavailable when the catalog is away or is another one than before
  /// @throws UncheckedIOException when they are in use but could not be kept in the file
  void refresh() {
    var current = new KnownKeys(catalog.projects(), catalog.keys());
    for (var project : known.projects()) {
      if (current.projects().stream().noneMatch(other -> other.id().equals(project.id()))) {
        throw new StoreException.Unavailable(
            "The event database is not the one from before: project %d is not in it"
                .formatted(project.id().value()));
      }
    }
    use(current);
    if (!current.equals(known)) {
      keep(current);
      known = current;
    }
  }

  /// Takes them from the file, since the catalog is away; false when nothing was kept there.
  boolean recall() {
    try {
      var kept = file.read().filter(keys -> !keys.projects().isEmpty());
      kept.ifPresent(
          keys -> {
            known = keys;
            use(keys);
          });
      return kept.isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the keys kept on disk: " + e.getMessage(), e);
    }
  }

  /// The projects as of the last time that the catalog answered.
  List<Project> projects() {
    return known.projects();
  }

  /// The project that was made first.
  ProjectId firstProject() {
    return known.projects().getFirst().id();
  }

  private void use(KnownKeys current) {
    var all = new HashMap<>(current.keys());
    all.putAll(own);
    if (demo) {
      all.putAll(demoKeys(current.projects().getFirst().id()));
    }
    ring.replace(all);
  }

  private void keep(KnownKeys current) {
    try {
      file.write(current);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the keys on disk: " + e.getMessage(), e);
    }
  }

  private static Map<KeyHash, Access> demoKeys(ProjectId project) {
    return Map.of(
        KeyHash.of(DEMO_WRITE), new Access(project, KeyRole.WRITE, "shop"),
        KeyHash.of(DEMO_WRITE_GITHUB), new Access(project, KeyRole.WRITE, "github"),
        KeyHash.of(DEMO_READ), new Access(project, KeyRole.READ, "demo"),
        KeyHash.of(DEMO_ADMIN), new Access(project, KeyRole.ADMIN, "demo"));
  }
}
