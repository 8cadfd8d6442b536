package dev.forktail.engine.metric;

import java.time.Instant;
import java.util.Locale;

/// Who changes a metric, when, by what, and what they have to say about it.
public record MetricChange(String who, Instant at, Action action, String note) {
  public static final int NOTE_LENGTH_MAX = 1_000;

  public MetricChange {
    if (who.isBlank()) {
      throw new IllegalArgumentException("who must not be blank");
    }
    if (note.length() > NOTE_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "note must have at most " + NOTE_LENGTH_MAX + " characters: " + note.length());
    }
  }

  /// What is done to it.
  public enum Action {
    CREATE,
    EDIT,
    ARCHIVE;

    /// The word for it in the API and the catalog.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
