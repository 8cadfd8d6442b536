package dev.forktail.web.ingest;

import dev.forktail.engine.event.RefusalReason;
import org.jspecify.annotations.Nullable;

/// Why an event is refused.
///
/// @param field its path within the event, such as `properties.items[2].price`; null when it is the
///   whole
/// @param message one sentence for the sender
record Refusal(RefusalReason reason, @Nullable String field, String message) {}
