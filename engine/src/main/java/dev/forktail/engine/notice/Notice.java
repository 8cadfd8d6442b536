package dev.forktail.engine.notice;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that people are to know.
///
/// @param id the same however often it is delivered, so that a receiver can tell
/// @param experiment its key; null: it is about none
/// @param subject one line
/// @param facts the same for programs: values of JSON by name
public record Notice(
    UUID id,
    Instant at,
    Topic topic,
    ProjectId project,
    @Nullable String experiment,
    String subject,
    String text,
    Map<String, Object> facts) {
  public static final int SUBJECT_LENGTH_MAX = 200;
  public static final int TEXT_LENGTH_MAX = 10_000;

  public Notice {
    if (subject.isBlank()
        || subject.length() > SUBJECT_LENGTH_MAX
        || subject.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "subject must be one line of 1 to " + SUBJECT_LENGTH_MAX + " characters: " + subject);
    }
    if (text.length() > TEXT_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "text must have at most " + TEXT_LENGTH_MAX + " characters: " + text.length());
    }
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }
}
