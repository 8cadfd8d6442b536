package dev.forktail.engine.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event that was refused, kept with the reason, to be repaired and replayed.
///
/// @param field the JSON path of what was wrong, such as `batch[3].event`; null when it was the
///   whole
/// @param message one sentence for the sender
public record DeadLetter(
    ProjectId project,
    String source,
    Instant received,
    RefusalReason reason,
    @Nullable String field,
    String message,
    Payload raw)
    implements Arrival {}
