package dev.forktail.web.ingest;

import dev.forktail.engine.event.RefusalReason;
import org.jspecify.annotations.Nullable;

/// Finds the events that hold half a surrogate pair, which is valid JSON but not text.
final class Surrogates {
  private static final String MESSAGE =
      "A string of the event holds half a surrogate pair, which is not text.";

  private Surrogates() {}

  /// Refuses the single event of `body` when it holds one.
  static @Nullable Refusal check(byte[] body, EventDraft draft) {
    return holds(body, draft.whole)
        ? new Refusal(RefusalReason.INVALID_FIELD, null, MESSAGE)
        : null;
  }

  /// Refuses those events of a batch that hold one; when it stands outside of them, the batch.
  static @Nullable Refusal check(byte[] body, int length, BatchDraft batch) {
    if (Utf8Text.loneSurrogateAt(body, 0, length) < 0) {
      return null;
    }
    if (holds(body, batch.envelope.context) || holds(body, batch.envelope.integrations)) {
      return new Refusal(RefusalReason.INVALID_FIELD, null, MESSAGE);
    }
    boolean found = false;
    for (var draft : batch.drafts) {
      if (check(body, draft) != null) {
        draft.refuse(RefusalReason.INVALID_FIELD, null, MESSAGE);
        found = true;
      }
    }
    return found ? null : new Refusal(RefusalReason.INVALID_FIELD, null, MESSAGE);
  }

  private static boolean holds(byte[] body, EventDraft.Span span) {
    return span.isPresent() && Utf8Text.loneSurrogateAt(body, span.start, span.end) >= 0;
  }
}
