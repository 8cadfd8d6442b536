package dev.forktail.engine.project;

/// What a key may do.
public enum KeyRole {
  /// Send events. Public: it stands in pages and apps.
  WRITE,
  /// Ask questions. Secret.
  READ,
  /// Everything. Secret.
  ADMIN;

  /// Whether a key of this role may do what `needed` may do.
  public boolean covers(KeyRole needed) {
    return this == ADMIN || this == needed;
  }
}
