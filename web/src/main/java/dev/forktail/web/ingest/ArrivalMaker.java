package dev.forktail.web.ingest;

import static dev.forktail.engine.event.RefusalReason.INVALID_FIELD;
import static dev.forktail.engine.event.RefusalReason.MISSING_FIELD;
import static dev.forktail.engine.ingest.IngestLimits.EVENT_NAME_LENGTH_MAX;
import static dev.forktail.engine.ingest.IngestLimits.MESSAGE_ID_LENGTH_MAX;

import dev.forktail.engine.context.VisitorContexts;
import dev.forktail.engine.event.DeadLetter;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.RefusalReason;
import dev.forktail.engine.ingest.Identity;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.ingest.MessageIds;
import dev.forktail.engine.ingest.OccurredTime;
import dev.forktail.engine.project.Access;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Makes events of drafts, or says why one cannot become an event.
final class ArrivalMaker {
  /// Leaves room for a number behind it.
  static final int IDEMPOTENCY_KEY_LENGTH_MAX = MESSAGE_ID_LENGTH_MAX - 12;

  private final IngestLimits limits;
  private final MessageIds messageIds;
  private final VisitorContexts contexts;

  ArrivalMaker(IngestLimits limits, MessageIds messageIds, VisitorContexts contexts) {
    this.limits = limits;
    this.messageIds = messageIds;
    this.contexts = contexts;
  }

  /// Leaves in `body` what may be kept of a draft, whatever becomes of it.
  void keep(byte[] body, EventDraft draft) {
    KeptAddress.leave(contexts.ipPolicy(), body, draft);
  }

  /// Holds a draft to what every event needs; afterwards it has a refusal or can be made an event.
  void check(EventDraft draft) {
    if (draft.whole.size() > limits.eventBytesMax()) {
      draft.refusal =
          new Refusal(
              RefusalReason.TOO_LARGE,
              null,
              "The event is larger than " + limits.eventBytesMax() + " bytes.");
    }
    if (draft.refusal != null) {
      return;
    }
    if (draft.type == null) {
      draft.refuse(MISSING_FIELD, "type", "An event in a batch must say its type.");
      return;
    }
    checkNames(draft, draft.type);
    checkIdentity(draft, draft.type);
  }

  /// The event of a draft that was not refused.
  ///
  /// @param number its place in the request, for ids made from the idempotency key
  Event event(
      EventDraft draft,
      EventType type,
      Access access,
      Delivery delivery,
      long number,
      Payload payload) {
    var occurred = OccurredTime.of(delivery.received(), draft.original(), draft.sentAt);
    return new Event(
        access.project(),
        access.source(),
        type,
        messageId(draft, delivery, number),
        name(draft, type),
        draft.userId,
        draft.anonymousId,
        draft.sessionId,
        occurred.instant(),
        occurred.clamped(),
        delivery.received(),
        payload,
        contexts.of(draft.sent, delivery.requester()));
  }

  DeadLetter deadLetter(
      Refusal refusal, @Nullable String field, Access access, Instant received, Payload raw) {
    return new DeadLetter(
        access.project(),
        access.source(),
        received,
        refusal.reason(),
        field,
        refusal.message(),
        raw);
  }

  private static void checkNames(EventDraft draft, EventType type) {
    switch (type) {
      case TRACK -> {
        if (isMissing(draft.event)) {
          draft.refuse(MISSING_FIELD, "event", "A track event must have a name in \"event\".");
        }
      }
      case PAGE, SCREEN -> {
        if (draft.name != null && draft.name.length() > EVENT_NAME_LENGTH_MAX) {
          draft.refuse(
              RefusalReason.TOO_LARGE,
              "name",
              "The field is longer than " + EVENT_NAME_LENGTH_MAX + " characters.");
        }
      }
      case GROUP -> {
        if (isMissing(draft.groupId)) {
          draft.refuse(MISSING_FIELD, "groupId", "A group event must have a \"groupId\".");
        }
      }
      case ALIAS -> {
        if (isMissing(draft.previousId)) {
          draft.refuse(MISSING_FIELD, "previousId", "An alias must have a \"previousId\".");
        }
      }
      case IDENTIFY -> {}
    }
  }

  /// A placeholder is no identity: the event stands on its other id, and without one it falls. An
  /// alias is about the id that it names, whatever browser sends it.
  private static void checkIdentity(EventDraft draft, EventType type) {
    if (type == EventType.ALIAS) {
      draft.anonymousId = draft.previousId;
    }
    String placeholder = null;
    if (isPlaceholder(draft.anonymousId)) {
      placeholder = isMissing(draft.anonymousId) ? null : "anonymousId";
      draft.anonymousId = null;
    }
    if (isPlaceholder(draft.userId)) {
      placeholder = isMissing(draft.userId) ? placeholder : "userId";
      draft.userId = null;
    }
    if (placeholder != null && draft.userId == null && draft.anonymousId == null) {
      draft.refuse(
          INVALID_FIELD,
          placeholder,
          "The id is a placeholder for a missing one; it names nobody.");
    }
    if (type == EventType.ALIAS && draft.userId == null) {
      draft.refuse(MISSING_FIELD, "userId", "An alias must have a \"userId\".");
    }
    if (draft.userId == null && draft.anonymousId == null) {
      draft.refuse(MISSING_FIELD, "userId", "An event must have a userId or an anonymousId.");
    }
  }

  private static boolean isPlaceholder(@Nullable String id) {
    return id != null && Identity.isPlaceholder(id);
  }

  private static String name(EventDraft draft, EventType type) {
    String own =
        switch (type) {
          case TRACK -> draft.event;
          case PAGE, SCREEN -> draft.name;
          case IDENTIFY, GROUP, ALIAS -> null;
        };
    return own == null || own.isEmpty() ? type.wireName() : own;
  }

  private String messageId(EventDraft draft, Delivery delivery, long number) {
    String own = draft.messageId;
    if (own != null && !own.isEmpty()) {
      return own;
    }
    String key = delivery.idempotencyKey();
    return key == null ? messageIds.next(delivery.received()) : key + ":" + number;
  }

  /// Whether ids made from `idempotencyKey` stay within the length of a message id.
  static boolean isUsable(String idempotencyKey) {
    return !idempotencyKey.isEmpty()
        && idempotencyKey.length() <= IDEMPOTENCY_KEY_LENGTH_MAX
        && idempotencyKey.indexOf('\0') < 0;
  }

  private static boolean isMissing(@Nullable String value) {
    return value == null || value.isEmpty();
  }
}
