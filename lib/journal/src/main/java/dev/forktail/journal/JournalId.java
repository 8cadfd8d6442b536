package dev.forktail.journal;

import java.util.Optional;
import java.util.UUID;

/// The name of a journal, never used twice: every start of a process opens journals with new ids.
public record JournalId(UUID value) {

  /// The id that `text` spells, if it spells one.
  public static Optional<JournalId> find(String text) {
    try {
      var id = new JournalId(UUID.fromString(text));
      return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException _) { // how UUID says that the text is no id
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
