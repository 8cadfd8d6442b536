package dev.forktail.web.ingest;

import dev.forktail.engine.event.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has been read of a batch: its events, and what its envelope says about all of them.
final class BatchDraft {
  /// The batch's own fields, read like those of an event.
  final EventDraft envelope = EventDraft.of(EventType.TRACK);

  final List<EventDraft> drafts = new ArrayList<>();
  boolean listed;

  /// Gives an event what it does not say itself of its times, its session and its visitor.
  void inherit(EventDraft draft) {
    if (draft.sentAt == null) {
      draft.sentAt = envelope.sentAt;
    }
    Instant original = draft.original();
    if (original == null) {
      draft.timestamp = envelope.timestamp;
    }
    ContextPart.inherit(envelope, draft);
  }

  /// Whether events take over bytes of the envelope.
  boolean hasCommonParts() {
    return isMergeable(envelope.context) || isMergeable(envelope.integrations);
  }

  /// Whether the part is an object with anything in it; `{}` and null give nothing.
  private static boolean isMergeable(EventDraft.@Nullable Span part) {
    return part != null && part.isPresent() && part.size() > 4;
  }
}
