package dev.forktail.engine.project;

import dev.forktail.engine.event.ProjectId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// A key of each role for one project, just made.
///
/// @param shown the keys themselves, to be shown once and never again
/// @param hashes what is kept of them
public record NewKeys(Map<KeyRole, String> shown, Map<KeyHash, Access> hashes) {
  public NewKeys {
    shown = Collections.unmodifiableMap(new EnumMap<>(shown));
    hashes = Map.copyOf(hashes);
  }

  public static NewKeys of(ProjectId project, KeyMaker maker) {
    var shown = new EnumMap<KeyRole, String>(KeyRole.class);
    var hashes = new HashMap<KeyHash, Access>();
    for (var role : KeyRole.values()) {
      String key = maker.make(role);
      shown.put(role, key);
      hashes.put(KeyHash.of(key), new Access(project, role, nameOf(role)));
    }
    return new NewKeys(shown, hashes);
  }

  private static String nameOf(KeyRole role) {
    return switch (role) {
      case WRITE -> "default";
      case READ -> "read";
      case ADMIN -> "admin";
    };
  }
}
