package dev.forktail.web.ingest;

import static dev.forktail.engine.event.RefusalReason.INVALID_FIELD;
import static dev.forktail.engine.event.RefusalReason.TOO_LARGE;
import static dev.forktail.engine.ingest.IngestLimits.EVENT_NAME_LENGTH_MAX;
import static dev.forktail.engine.ingest.IngestLimits.ID_LENGTH_MAX;
import static dev.forktail.engine.ingest.IngestLimits.MESSAGE_ID_LENGTH_MAX;
import static dev.forktail.engine.ingest.IngestLimits.NUMBER_LENGTH_MAX;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.ingest.ClientTime;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads one event object of the Segment specification from a JSON parser, strictly: every token is
/// looked at, and what is wrong with a field is noted in the draft.
///
/// Keeps scratch space: one reader per event loop.
final class EventReader {
  private static final int TIME_LENGTH_MAX = 64;

  private final JsonWalk walk = new JsonWalk();
  private final ContextReader context = new ContextReader(walk);

  /// Reads the object whose first brace is the parser's current token, up to its last.
  void read(JsonParser json, EventDraft draft) throws IOException {
    walk.begin();
    draft.whole.start = tokenStart(json);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      walk.name(json, draft, 1);
      String field = json.currentName();
      json.nextToken();
      readField(json, draft, field);
    }
    draft.whole.end = tokenEnd(json);
  }

  /// Walks over an item of a batch that is no object, and notes where it stands.
  void overItem(JsonParser json, EventDraft draft) throws IOException {
    walk.begin();
    draft.whole.start = tokenStart(json);
    walk.over(json, draft, 1);
    draft.whole.end = tokenEnd(json);
  }

  /// Walks over the current value and notes where it stands.
  private void span(JsonParser json, EventDraft draft, EventDraft.Span span) throws IOException {
    span.start = tokenStart(json);
    walk.over(json, draft, 1);
    span.end = tokenEnd(json);
  }

  /// A time, in ISO 8601 or as a number; null when the field is null or wrong.
  private @Nullable Instant time(JsonParser json, EventDraft draft) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getTextLength() <= 18) {
      return ClientTime.ofNumber(json.getLongValue());
    }
    String text = text(json, draft, TIME_LENGTH_MAX);
    if (text == null || text.isEmpty()) {
      return null;
    }
    var time = ClientTime.parse(text);
    if (time.isEmpty()) {
      draft.refuse(
          INVALID_FIELD,
          path(json),
          "A time is written like 2026-11-22T10:30:00.000Z, or counts milliseconds since 1970.");
      return null;
    }
    return time.get();
  }

  /// A string of at most `lengthMax` characters; null when the field is null or wrong.
  private @Nullable String text(JsonParser json, EventDraft draft, int lengthMax)
      throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return checked(json, draft, lengthMax);
    }
    if (!isNull(json)) {
      draft.refuse(INVALID_FIELD, path(json), "The field must be a string.");
      walk.over(json, draft, 1);
    }
    return null;
  }

  /// Reads a field of a batch's envelope, whose value is the parser's current token.
  void readEnvelopeField(JsonParser json, EventDraft envelope, String field) throws IOException {
    walk.begin();
    readField(json, envelope, field);
  }

  private void readField(JsonParser json, EventDraft draft, String field) throws IOException {
    switch (field) {
      case "type" -> readType(json, draft);
      case "messageId" -> draft.messageId = id(json, draft, 1, MESSAGE_ID_LENGTH_MAX);
      case "id" -> draft.lineId = looseText(json, draft);
      case "event" -> draft.event = text(json, draft, EVENT_NAME_LENGTH_MAX);
      case "name" -> draft.name = looseText(json, draft);
      case "userId" -> draft.userId = id(json, draft, 1, ID_LENGTH_MAX);
      case "anonymousId" -> draft.anonymousId = id(json, draft, 1, ID_LENGTH_MAX);
      case "previousId" -> draft.previousId = id(json, draft, 1, ID_LENGTH_MAX);
      case "groupId" -> draft.groupId = id(json, draft, 1, ID_LENGTH_MAX);
      case "writeKey" -> draft.writeKey = looseText(json, draft);
      case "timestamp" -> draft.timestamp = time(json, draft);
      case "originalTimestamp" -> draft.originalTimestamp = time(json, draft);
      case "sentAt" -> draft.sentAt = time(json, draft);
      case "context" -> readContext(json, draft);
      case "integrations" -> span(json, draft, draft.integrations);
      default -> walk.over(json, draft, 1);
    }
  }

  private void readType(JsonParser json, EventDraft draft) throws IOException {
    String wireName = text(json, draft, ID_LENGTH_MAX);
    if (wireName == null || draft.typeGiven) {
      return;
    }
    draft.type =
        switch (wireName) {
          case "track" -> EventType.TRACK;
          case "identify" -> EventType.IDENTIFY;
          case "page" -> EventType.PAGE;
          case "screen" -> EventType.SCREEN;
          case "group" -> EventType.GROUP;
          case "alias" -> EventType.ALIAS;
          default -> null;
        };
    if (draft.type == null) {
      draft.refuse(
          INVALID_FIELD,
          path(json),
          "The type must be track, identify, page, screen, group or alias.");
    }
  }

  /// The context, of which we read the session and what it says of the visitor.
  private void readContext(JsonParser json, EventDraft draft) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      span(json, draft, draft.context);
      return;
    }
    draft.context.start = tokenStart(json);
    walk.enter(json, draft, 2);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      walk.name(json, draft, 2);
      @Nullable ContextPart part = ContextPart.find(json.currentName());
      if (part != null) {
        part.mark(draft);
      }
      json.nextToken();
      if (part == ContextPart.SESSION) {
        draft.sessionId = id(json, draft, 2, ID_LENGTH_MAX);
      } else {
        context.read(json, draft, part);
      }
    }
    draft.context.end = tokenEnd(json);
  }

  /// An id: a string or, as real clients send them, a number.
  private @Nullable String id(JsonParser json, EventDraft draft, int depth, int lengthMax)
      throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> checked(json, draft, lengthMax);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> checked(json, draft, NUMBER_LENGTH_MAX);
      case VALUE_NULL -> null;
      default -> {
        draft.refuse(INVALID_FIELD, path(json), "An id must be a string or a number.");
        walk.over(json, draft, depth);
        yield null;
      }
    };
  }

  /// A string that only some events need: another kind of value is no fault.
  private @Nullable String looseText(JsonParser json, EventDraft draft) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return checked(json, draft, ID_LENGTH_MAX);
    }
    walk.over(json, draft, 1);
    return null;
  }

  private @Nullable String checked(JsonParser json, EventDraft draft, int lengthMax)
      throws IOException {
    String text = json.getText();
    if (text.length() > lengthMax) {
      draft.refuse(TOO_LARGE, path(json), "The field is longer than " + lengthMax + " characters.");
      return null;
    }
    if (text.indexOf('\0') >= 0) {
      draft.refuse(INVALID_FIELD, path(json), "The field holds the character U+0000.");
      return null;
    }
    return text;
  }

  private static boolean isNull(JsonParser json) {
    return json.currentToken() == JsonToken.VALUE_NULL;
  }

  private static @Nullable String path(JsonParser json) {
    return JsonPath.of(json.getParsingContext());
  }

  private static int tokenStart(JsonParser json) {
    return (int) json.currentTokenLocation().getByteOffset();
  }

  /// A string that nobody asked for is not read to its end before this.
  private static int tokenEnd(JsonParser json) throws IOException {
    json.finishToken();
    return (int) json.currentLocation().getByteOffset();
  }
}
