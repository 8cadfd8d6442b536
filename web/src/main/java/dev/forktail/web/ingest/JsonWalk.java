package dev.forktail.web.ingest;

import static dev.forktail.engine.event.RefusalReason.INVALID_FIELD;
import static dev.forktail.engine.event.RefusalReason.TOO_LARGE;
import static dev.forktail.engine.ingest.IngestLimits.DEPTH_MAX;
import static dev.forktail.engine.ingest.IngestLimits.NAME_BYTES_MAX;
import static dev.forktail.engine.ingest.IngestLimits.NUMBER_LENGTH_MAX;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonTokenId;
import java.io.IOException;

/// Walks over the values of an event that we do not read, and holds them to the limits: depth,
/// length of names and numbers, no name twice in an object. A breach is noted in the draft and the
/// walk goes on, so that the events behind it are not lost.
///
/// Keeps scratch space: one per event loop.
final class JsonWalk {
  /// No name is longer in bytes than three times its characters.
  private static final int NAME_LENGTH_SAFE = NAME_BYTES_MAX / 3;

  private final NamesSeen names = new NamesSeen();
  private final int[] objectAtDepth = new int[DEPTH_MAX + 1];
  private int objects;

  /// An event begins: its fields belong to an object of depth 1.
  void begin() {
    names.clear();
    objects = 0;
    objectAtDepth[1] = 0;
  }

  /// Looks at the name that is the parser's current token, of an object at `depth`.
  void name(JsonParser json, EventDraft draft, int depth) throws IOException {
    String name = json.currentName();
    if (name.length() > NAME_LENGTH_SAFE
        && (name.length() > NAME_BYTES_MAX || name.getBytes(UTF_8).length > NAME_BYTES_MAX)) {
      draft.refuse(
          TOO_LARGE,
          JsonPath.of(json.getParsingContext().getParent()),
          "A field name is longer than " + NAME_BYTES_MAX + " bytes.");
      return;
    }
    switch (names.add(objectAtDepth[depth], name)) {
      case NEW -> {}
      case TWICE ->
          draft.refuse(
              INVALID_FIELD,
              JsonPath.of(json.getParsingContext()),
              "The field stands twice in the same object.");
      case TOO_MANY ->
          draft.refuse(
              TOO_LARGE, JsonPath.of(json.getParsingContext()), "There are too many fields.");
    }
  }

  /// Walks over the value that is the parser's current token, which stands in a container at
  /// `depth`. Behind it the current token is the value's last.
  void over(JsonParser json, EventDraft draft, int depth) throws IOException {
    int at = depth;
    do {
      switch (json.currentTokenId()) {
        case JsonTokenId.ID_START_OBJECT, JsonTokenId.ID_START_ARRAY -> enter(json, draft, ++at);
        case JsonTokenId.ID_END_OBJECT, JsonTokenId.ID_END_ARRAY -> at--;
        case JsonTokenId.ID_FIELD_NAME -> {
          if (at <= DEPTH_MAX) {
            name(json, draft, at);
          }
        }
        case JsonTokenId.ID_NUMBER_INT, JsonTokenId.ID_NUMBER_FLOAT -> number(json, draft);
        default -> {}
      }
    } while (at > depth && json.nextToken() != null);
  }

  /// Notes that the object or array that begins here stands at `depth`.
  void enter(JsonParser json, EventDraft draft, int depth) {
    if (depth <= DEPTH_MAX) {
      objectAtDepth[depth] = ++objects;
      return;
    }
    draft.refuse(
        TOO_LARGE,
        JsonPath.of(json.getParsingContext()),
        "The event is nested deeper than " + DEPTH_MAX + " levels.");
  }

  private static void number(JsonParser json, EventDraft draft) throws IOException {
    if (json.getTextLength() > NUMBER_LENGTH_MAX) {
      draft.refuse(
          TOO_LARGE,
          JsonPath.of(json.getParsingContext()),
          "The number has more than " + NUMBER_LENGTH_MAX + " characters.");
    }
  }
}
