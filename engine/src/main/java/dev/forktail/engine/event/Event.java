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
/// @param context what is known of the visitor
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
    Payload payload,
    VisitorContext context)
    implements Arrival {

  public Event {
    requireText("messageId", messageId);
    requireText("name", name);
    if (userId == null && anonymousId == null) {
      throw new IllegalArgumentException("An event has a userId or an anonymousId: " + messageId);
    }
  }

  /// One of whose visitor nothing is known.
  public Event(
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
      Payload payload) {
    this(
        project,
        source,
        type,
        messageId,
        name,
        userId,
        anonymousId,
        sessionId,
        occurred,
        occurredClamped,
        received,
        payload,
        VisitorContext.NONE);
  }

  /// The same event with what is known of its visitor.
  public Event in(VisitorContext other) {
    return new Event(
        project,
        source,
        type,
        messageId,
        name,
        userId,
        anonymousId,
        sessionId,
        occurred,
        occurredClamped,
        received,
        payload,
        other);
  }

  private static void requireText(String field, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(field + " must not be empty");
    }
  }
}
