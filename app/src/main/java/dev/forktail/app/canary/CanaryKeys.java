package dev.forktail.app.canary;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyMaker;
import dev.forktail.engine.project.KeyRole;
import java.util.Map;

/// What lets the canary in: a key to write and one to read, of a project that nobody else has. They
/// are never stored and end with the process.
///
/// @param flock the source of its events: the name of this node
public record CanaryKeys(String flock, String write, String read) {

  /// New ones.
  public static CanaryKeys make(String flock, KeyMaker keys) {
    return new CanaryKeys(flock, keys.make(KeyRole.WRITE), keys.make(KeyRole.READ));
  }

  /// What they open.
  public Map<KeyHash, Access> accesses() {
    return Map.of(
        KeyHash.of(write), new Access(ProjectId.OWN, KeyRole.WRITE, flock),
        KeyHash.of(read), new Access(ProjectId.OWN, KeyRole.READ, flock));
  }
}
