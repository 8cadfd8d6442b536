package dev.forktail.assignment;

import java.util.Map;

/// The arms a visitor was dealt before, from its cookie or session. `available` is false when the
/// memory cannot be read or written right now.
public record Remembered(Map<ExperimentKey, VariantKey> arms, boolean available) {
  public static final Remembered NOTHING = new Remembered(Map.of(), true);
  public static final Remembered UNAVAILABLE = new Remembered(Map.of(), false);

  public Remembered {
    arms = Map.copyOf(arms);
  }

  public static Remembered of(Map<ExperimentKey, VariantKey> arms) {
    return new Remembered(arms, true);
  }
}
