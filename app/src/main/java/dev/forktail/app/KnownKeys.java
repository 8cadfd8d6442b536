package dev.forktail.app;

import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.ProjectCatalog.Project;
import java.util.List;
import java.util.Map;

/// What a catalog held at one moment: its projects, and what each key opens.
record KnownKeys(List<Project> projects, Map<KeyHash, Access> keys) {
  KnownKeys {
    projects = List.copyOf(projects);
    keys = Map.copyOf(keys);
  }

  static KnownKeys none() {
    return new KnownKeys(List.of(), Map.of());
  }
}
