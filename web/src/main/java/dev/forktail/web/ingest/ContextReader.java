package dev.forktail.web.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.forktail.engine.context.SentField;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads what the `context` of an event says of its visitor. A value of another kind than it should
/// be is no fault, and says nothing.
final class ContextReader {
  /// Deeper objects are those of the context.
  private static final int DEPTH = 3;

  private final JsonWalk walk;

  ContextReader(JsonWalk walk) {
    this.walk = walk;
  }

  /// Reads a field of a context but the session, whose value is the parser's current token.
  ///
  /// @param part which it is; null: none that we read
  void read(JsonParser json, EventDraft draft, @Nullable ContextPart part) throws IOException {
    switch (part) {
      case USER_AGENT -> take(json, draft, SentField.USER_AGENT);
      case IP -> readIp(json, draft);
      case LOCALE -> take(json, draft, SentField.LOCALE);
      case LIBRARY, PAGE, CAMPAIGN, SCREEN -> readObject(json, draft, part);
      case SESSION -> throw new IllegalArgumentException("A session is an id");
      case null -> walk.over(json, draft, DEPTH - 1);
    }
  }

  private void readObject(JsonParser json, EventDraft draft, ContextPart part) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      walk.over(json, draft, DEPTH - 1);
      return;
    }
    walk.enter(json, draft, DEPTH);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      walk.name(json, draft, DEPTH);
      @Nullable SentField field = part.findValue(json.currentName());
      json.nextToken();
      if (field == null) {
        walk.over(json, draft, DEPTH);
      } else {
        take(json, draft, field);
      }
    }
  }

  private void take(JsonParser json, EventDraft draft, SentField field) throws IOException {
    switch (json.currentToken()) {
      case VALUE_STRING -> draft.sent().put(field, json.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        walk.over(json, draft, DEPTH);
        draft.sent().put(field, json.getText());
      }
      default -> walk.over(json, draft, DEPTH);
    }
  }

  private void readIp(JsonParser json, EventDraft draft) throws IOException {
    take(json, draft, SentField.IP);
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      json.finishToken();
      draft.ip.start = (int) json.currentTokenLocation().getByteOffset();
      draft.ip.end = (int) json.currentLocation().getByteOffset();
    }
  }
}
