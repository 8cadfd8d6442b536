package dev.forktail.engine.event;

import java.time.Instant;

/// Events for tests.
public final class Events {
  public static final ProjectId PROJECT = new ProjectId(1);
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private Events() {}

  public static Event event(String messageId) {
    return event(messageId, "Product Viewed", NOON);
  }

  public static Event event(String messageId, String name, Instant occurred) {
    return new Event(
        PROJECT,
        "shop",
        EventType.TRACK,
        messageId,
        name,
        "user-1",
        null,
        null,
        occurred,
        false,
        NOON,
        Payload.ofText("{\"messageId\":\"" + messageId + "\",\"event\":\"" + name + "\"}"));
  }

  public static DeadLetter deadLetter(String text) {
    return new DeadLetter(
        PROJECT,
        "shop",
        NOON,
        RefusalReason.MALFORMED,
        null,
        "This is not JSON",
        Payload.ofText(text));
  }
}
