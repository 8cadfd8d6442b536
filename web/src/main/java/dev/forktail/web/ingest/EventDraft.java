package dev.forktail.web.ingest;

import static dev.forktail.engine.event.RefusalReason.TOO_LARGE;
import static dev.forktail.engine.ingest.IngestLimits.EVENT_NAME_LENGTH_MAX;
import static dev.forktail.engine.ingest.IngestLimits.MESSAGE_ID_LENGTH_MAX;

import dev.forktail.engine.context.SentContext;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.RefusalReason;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a wire format has read of one event: where it stands in the body, the fields we know, and
/// the first thing that was wrong with it. Filled field by field while its JSON goes by.
final class EventDraft {
  final Span whole = new Span();
  final Span context = new Span();
  final Span integrations = new Span();

  /// The text of `context.ip`.
  final Span ip = new Span();

  /// Whether the type comes from elsewhere, so that the event's own does not count.
  final boolean typeGiven;

  @Nullable EventType type;
  @Nullable String messageId;
  @Nullable String lineId;
  @Nullable String event;
  @Nullable String name;
  @Nullable String userId;
  @Nullable String anonymousId;
  @Nullable String previousId;
  @Nullable String groupId;
  @Nullable String sessionId;
  @Nullable String writeKey;
  @Nullable Instant timestamp;
  @Nullable Instant originalTimestamp;
  @Nullable Instant sentAt;
  @Nullable SentContext sent;

  /// Which parts of the context it has itself.
  final Set<ContextPart> contextParts = EnumSet.noneOf(ContextPart.class);

  @Nullable Refusal refusal;

  private EventDraft(@Nullable EventType type, boolean typeGiven) {
    this.type = type;
    this.typeGiven = typeGiven;
  }

  /// An event whose type the route says.
  static EventDraft of(EventType type) {
    return new EventDraft(type, true);
  }

  /// An event that says its type itself.
  static EventDraft ofAnyType() {
    return new EventDraft(null, false);
  }

  /// An event that is of this type unless it says otherwise.
  static EventDraft ofTypeUnlessTold(EventType type) {
    return new EventDraft(type, false);
  }

  /// Notes a fault; the first one counts.
  void refuse(RefusalReason reason, @Nullable String field, String message) {
    if (refusal == null) {
      refusal = new Refusal(reason, field, message);
    }
  }

  /// The refusal, where there must be one.
  Refusal refusalOr(String message) {
    return refusal != null ? refusal : StrictJson.malformed(message);
  }

  /// Takes `id` as the message id and `name` as the event's name where those are missing.
  void takeLineNames() {
    if (messageId == null && lineId != null) {
      if (lineId.length() > MESSAGE_ID_LENGTH_MAX) {
        refuse(
            TOO_LARGE, "id", "The field is longer than " + MESSAGE_ID_LENGTH_MAX + " characters.");
      }
      messageId = lineId;
    }
    if (event == null && name != null) {
      if (type == EventType.TRACK && name.length() > EVENT_NAME_LENGTH_MAX) {
        refuse(
            TOO_LARGE,
            "name",
            "The field is longer than " + EVENT_NAME_LENGTH_MAX + " characters.");
      }
      event = name;
    }
  }

  /// What its context says of the visitor, to be filled.
  SentContext sent() {
    if (sent == null) {
      sent = new SentContext();
    }
    return sent;
  }

  /// When the client says it happened.
  @Nullable Instant original() {
    return originalTimestamp != null ? originalTimestamp : timestamp;
  }

  /// Where a value stands in the body; absent until it is set.
  static final class Span {
    int start = -1;
    int end = -1;

    boolean isPresent() {
      return start >= 0;
    }

    int size() {
      return end - start;
    }
  }
}
