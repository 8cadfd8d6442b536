package dev.forktail.engine.event;

/// Which project an event belongs to. Given by the catalog, starting at 1.
public record ProjectId(int value) {
  public ProjectId {
    if (value < 1) {
      throw new IllegalArgumentException("A project id is at least 1: " + value);
    }
  }
}
