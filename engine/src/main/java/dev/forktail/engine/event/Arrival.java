package dev.forktail.engine.event;

import java.time.Instant;

/// What intake hands to the buffer: an event, or one that was refused and is kept with its reason.
public sealed interface Arrival permits Event, DeadLetter {
  ProjectId project();

  /// The write key's name: which site, app or server sent it.
  String source();

  /// When our front door had it.
  Instant received();

  /// The bytes as they were sent: an event's payload, or what is kept of a refused one.
  default Payload content() {
    return switch (this) {
      case Event event -> event.payload();
      case DeadLetter letter -> letter.raw();
    };
  }
}
