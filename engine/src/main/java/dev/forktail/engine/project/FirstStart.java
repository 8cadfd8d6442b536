package dev.forktail.engine.project;

import dev.forktail.engine.event.ProjectId;
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
    var made = NewKeys.of(project, keys);
    made.hashes().forEach(catalog::addKey);
    return Optional.of(made.shown());
  }
}
