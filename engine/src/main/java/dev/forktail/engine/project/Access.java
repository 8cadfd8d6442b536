package dev.forktail.engine.project;

import dev.forktail.engine.event.ProjectId;

/// What a valid key opens.
///
/// @param source the key's name; the source of the events that come with it
public record Access(ProjectId project, KeyRole role, String source) {
  /// What a source may have at most, in characters: it is part of the keys of counters.
  public static final int SOURCE_LENGTH_MAX = 200;

  public Access {
    if (source.length() > SOURCE_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "source must have at most %d characters: %d"
              .formatted(SOURCE_LENGTH_MAX, source.length()));
    }
  }
}
