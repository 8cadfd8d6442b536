package dev.forktail.engine.audit;

import java.time.Instant;
import java.util.Locale;

/// Who changes a definition, when, by what, and what they have to say about it.
public record Change(String who, Instant at, Action action, String note) {
  public static final int NOTE_LENGTH_MAX = 1_000;

  public Change {
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
    START,
    RESTART,
    PAUSE,
    DECIDE,
    ARCHIVE,
    PUBLISH,
    WITHDRAW;

    /// The word for it in the API and the catalog.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The action of such a word.
    public static Action of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
