package dev.forktail.engine.project;

import dev.forktail.engine.event.ProjectId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What the first start on an empty catalog does: it makes a project and its keys.
public final class FirstStart {
  private static final String PROJECT = "default";

  private final ProjectCatalog catalog;
  private final KeyMaker keys;

  public FirstStart(ProjectCatalog catalog, KeyMaker keys) {
    this.catalog = catalog;
    this.keys = keys;
  }

  /// The keys of the new project, to be shown once and never again; empty when there was a project
  /// already.
  public Optional<Map<KeyRole, String>> run() {
    if (!catalog.projects().isEmpty()) {
      return Optional.empty();
    }
    ProjectId project = catalog.create(PROJECT);
    var made = new EnumMap<KeyRole, String>(KeyRole.class);
    for (var role : KeyRole.values()) {
      String key = keys.make(role);
      catalog.addKey(KeyHash.of(key), new Access(project, role, nameOf(role)));
      made.put(role, key);
    }
    return Optional.of(made);
  }

  private static String nameOf(KeyRole role) {
    return switch (role) {
      case WRITE -> "default";
      case READ -> "read";
      case ADMIN -> "admin";
    };
  }
}
