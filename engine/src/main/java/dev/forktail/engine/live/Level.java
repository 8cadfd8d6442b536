package dev.forktail.engine.live;

/// How well something does, best first.
public enum Level {
  GREEN,
  AMBER,
  RED;

  /// The worse of the two.
  public Level or(Level other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
