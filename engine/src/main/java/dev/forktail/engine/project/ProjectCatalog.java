package dev.forktail.engine.project;

import dev.forktail.engine.event.ProjectId;
import java.util.List;
import java.util.Map;

/// Projects and their keys. Keys are stored hashed; the catalog never sees a secret one in the
/// clear.
public interface ProjectCatalog {

  List<Project> projects();

  ProjectId create(String name);

  /// Adds a key; one that exists already stays as it is.
  void addKey(KeyHash hash, Access access);

  /// Every key that is valid now.
  Map<KeyHash, Access> keys();

  /// A project.
  record Project(ProjectId id, String name) {}
}
