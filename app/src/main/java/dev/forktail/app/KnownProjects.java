package dev.forktail.app;

import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyMaker;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.project.NewKeys;
import dev.forktail.engine.project.ProjectCatalog.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is known of projects and keys without the event database.
final class KnownProjects {
  private final List<Project> projects;
  private final Map<KeyHash, Access> keys;
  private final KeyMaker maker = new KeyMaker(new SecureRandom());
  private final Map<Project, Map<KeyRole, String>> newKeys =
      new TreeMap<>(Comparator.comparingInt(project -> project.id().value()));

  private KnownProjects(Collection<Project> projects, Map<KeyHash, Access> keys) {
    this.projects = List.copyOf(projects);
    this.keys = keys;
  }

  /// Those in `keyFile`, if it is there, and in `names`.
  static KnownProjects read(Path keyFile, ProjectNames names) throws IOException {
    var kept = Files.exists(keyFile) ? KeyFile.read(keyFile) : KnownKeys.none();
    var projects = new TreeMap<Integer, Project>();
    names.read().forEach(project -> projects.put(project.id().value(), project));
    kept.projects().forEach(project -> projects.put(project.id().value(), project));
    return new KnownProjects(projects.values(), kept.keys());
  }

  List<Project> projects() {
    return projects;
  }

  /// What opens `all`: the keys that were kept, and new ones for a project that has none.
  Map<KeyHash, Access> keysOf(List<Project> all) {
    var found = new HashMap<>(keys);
    for (var project : all) {
      if (keys.values().stream().noneMatch(access -> access.project().equals(project.id()))) {
        var made = NewKeys.of(project.id(), maker);
        newKeys.put(project, made.shown());
        found.putAll(made.hashes());
      }
    }
    return found;
  }

  /// Those that were made, to be shown once.
  Map<Project, Map<KeyRole, String>> newKeys() {
    return newKeys;
  }
}
