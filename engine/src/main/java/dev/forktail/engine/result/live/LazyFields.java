package dev.forktail.engine.result.live;

import dev.forktail.engine.event.Event;
import org.jspecify.annotations.Nullable;

/// The values within an event's payload, which is read when the first of them is asked for.
final class LazyFields {
  private final Event event;
  private @Nullable PayloadFields fields;

  LazyFields(Event event) {
    this.event = event;
  }

  PayloadFields get() {
    var read = fields;
    if (read == null) {
      read = PayloadFields.of(event.payload());
      fields = read;
    }
    return read;
  }
}
