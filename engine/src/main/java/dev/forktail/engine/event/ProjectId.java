package dev.forktail.engine.event;

/// Which project an event belongs to. Given by the catalog, starting at 1.
public record ProjectId(int value) {
  /// That of events of Forktail's own. The catalog does not have it and no key of a user opens it,
  /// so they are in no answer to anybody.
  public static final ProjectId OWN = new ProjectId(0);

  public ProjectId {
    if (value < 0) {
      throw new IllegalArgumentException("A project id is at least 1: " + value);
    }
  }
}
