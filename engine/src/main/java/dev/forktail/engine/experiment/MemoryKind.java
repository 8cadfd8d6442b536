package dev.forktail.engine.experiment;

/// What remembers the arms that cannot be computed again.
public enum MemoryKind {
  /// The cookies of browsers. Who has none is not remembered.
  COOKIE,

  /// Sessions on the server, also for who has no cookie.
  SESSION
}
