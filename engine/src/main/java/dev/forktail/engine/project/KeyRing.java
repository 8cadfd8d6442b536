package dev.forktail.engine.project;

import java.util.Map;
import java.util.Optional;

/// The valid keys, in memory, so that a request is let in without asking a database. Refreshed from
/// the catalog; while that is away the keys stay as they were.
public final class KeyRing {
  private volatile Map<KeyHash, Access> keys = Map.of();

  /// What `key` opens, or empty.
  public Optional<Access> find(String key) {
    return find(KeyHash.of(key));
  }

  /// What the key with this hash opens, or empty.
  public Optional<Access> find(KeyHash hash) {
    return Optional.ofNullable(keys.get(hash));
  }

  /// From now on `current` are the valid keys.
  public void replace(Map<KeyHash, Access> current) {
    keys = Map.copyOf(current);
  }
}
