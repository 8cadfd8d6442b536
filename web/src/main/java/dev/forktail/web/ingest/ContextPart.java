package dev.forktail.web.ingest;

import dev.forktail.engine.context.SentField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A field of the context that we read. An event has it from its own context or, whole, from its
/// batch's.
enum ContextPart {
  SESSION,
  USER_AGENT,
  IP,
  LOCALE,
  LIBRARY,
  PAGE,
  CAMPAIGN,
  SCREEN;

  /// The part that the field `name` of a context is; null when we do not read it.
  static @Nullable ContextPart find(String name) {
    return switch (name) {
      case "sessionId" -> SESSION;
      case "userAgent" -> USER_AGENT;
      case "ip" -> IP;
      case "locale" -> LOCALE;
      case "library" -> LIBRARY;
      case "page" -> PAGE;
      case "campaign" -> CAMPAIGN;
      case "screen" -> SCREEN;
      default -> null;
    };
  }

  /// Which value the field `name` of this object is; null when we do not read it.
  @Nullable SentField findValue(String name) {
    return switch (this) {
      case LIBRARY ->
          switch (name) {
            case "name" -> SentField.LIBRARY_NAME;
            case "version" -> SentField.LIBRARY_VERSION;
            default -> null;
          };
      case PAGE ->
          switch (name) {
            case "url" -> SentField.PAGE_URL;
            case "path" -> SentField.PAGE_PATH;
            case "referrer" -> SentField.PAGE_REFERRER;
            default -> null;
          };
      case CAMPAIGN ->
          switch (name) {
            case "source" -> SentField.CAMPAIGN_SOURCE;
            case "medium" -> SentField.CAMPAIGN_MEDIUM;
            case "name" -> SentField.CAMPAIGN_NAME;
            case "term" -> SentField.CAMPAIGN_TERM;
            case "content" -> SentField.CAMPAIGN_CONTENT;
            default -> null;
          };
      case SCREEN ->
          switch (name) {
            case "width" -> SentField.SCREEN_WIDTH;
            case "height" -> SentField.SCREEN_HEIGHT;
            default -> null;
          };
      case SESSION, USER_AGENT, IP, LOCALE -> null;
    };
  }

  /// Notes that `draft` has this part itself.
  void mark(EventDraft draft) {
    draft.contextParts.add(this);
  }

  /// Gives `draft` the parts that it does not have itself and `envelope` has.
  static void inherit(EventDraft envelope, EventDraft draft) {
    for (var part : envelope.contextParts) {
      if (!draft.contextParts.contains(part)) {
        part.copy(envelope, draft);
      }
    }
  }

  private void copy(EventDraft envelope, EventDraft draft) {
    if (this == SESSION) {
      draft.sessionId = envelope.sessionId;
      return;
    }
    for (var field : fields()) {
      @Nullable String value = envelope.sent == null ? null : envelope.sent.get(field);
      if (value != null) {
        draft.sent().put(field, value);
      }
    }
  }

  private List<SentField> fields() {
    return switch (this) {
      case SESSION -> List.of();
      case USER_AGENT -> List.of(SentField.USER_AGENT);
      case IP -> List.of(SentField.IP);
      case LOCALE -> List.of(SentField.LOCALE);
      case LIBRARY -> List.of(SentField.LIBRARY_NAME, SentField.LIBRARY_VERSION);
      case PAGE -> List.of(SentField.PAGE_URL, SentField.PAGE_PATH, SentField.PAGE_REFERRER);
      case CAMPAIGN ->
          List.of(
              SentField.CAMPAIGN_SOURCE,
              SentField.CAMPAIGN_MEDIUM,
              SentField.CAMPAIGN_NAME,
              SentField.CAMPAIGN_TERM,
              SentField.CAMPAIGN_CONTENT);
      case SCREEN -> List.of(SentField.SCREEN_WIDTH, SentField.SCREEN_HEIGHT);
    };
  }
}
