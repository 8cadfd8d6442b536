package dev.forktail.engine.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that happened.
///
/// @param messageId unique within the project as far as the dedupe window reaches; 1 to 100
///   characters
/// @param name what happened; for types without a name of their own the type's wire name
/// @param occurred the client's time corrected by its send time, clamped to -30 days/+1 day of
///   `received`
/// @param occurredClamped whether it had to be clamped
public record Event(
    ProjectId project,
    String source,
    EventType type,
    String messageId,
    String name,
    @Nullable String userId,
    @Nullable String anonymousId,
    @Nullable String sessionId,
    Instant occurred,
    boolean occurredClamped,
    Instant received,
    Payload payload)
    implements Arrival {

  public Event {
    requireText("messageId", messageId);
    requireText("name", name);
    if (userId == null && anonymousId == null) {
      throw new IllegalArgumentException("An event has a userId or an anonymousId: " + messageId);
    }
  }

  private static void requireText(String field, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(field + " must not be empty");
    }
  }
}
