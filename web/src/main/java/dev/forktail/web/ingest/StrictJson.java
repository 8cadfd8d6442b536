package dev.forktail.web.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.forktail.engine.event.RefusalReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The JSON parser: UTF-8 only, no extension of the grammar. Its own limits are wide; they only
/// bound what a hostile body can cost. [JsonWalk] holds events to the narrow ones, one by one.
final class StrictJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(200)
                  .maxNumberLength(1_000)
                  .maxNameLength(10_000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private StrictJson() {}

  static JsonParser parser(byte[] body, int from, int length) throws IOException {
    return FACTORY.createParser(body, from, length);
  }

  /// Why `body` cannot be JSON text at all, or null.
  static @Nullable Refusal textFault(byte[] body, int length) {
    if (length == 0) {
      return malformed("The body is empty.");
    }
    int invalid = Utf8Text.invalidAt(body, 0, length);
    if (invalid >= 0) {
      return malformed("The body is not UTF-8: see byte " + invalid + ".");
    }
    if (length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF) {
      return malformed("The body begins with a byte order mark; JSON has none.");
    }
    return null;
  }

  /// What the parser found wrong, for the sender. Its own words may quote the body, and name
  /// settings of ours: they are not passed on.
  static Refusal fault(JsonProcessingException e, JsonParser json) {
    long place = json.currentLocation().getByteOffset();
    String path = JsonPath.of(json.getParsingContext());
    return switch (e) {
      case StreamConstraintsException _ ->
          new Refusal(
              RefusalReason.TOO_LARGE,
              path,
              "The JSON has a name, a number or a nesting beyond all limits at byte "
                  + place
                  + ".");
      case JsonEOFException _ ->
          new Refusal(
              RefusalReason.MALFORMED, path, "The JSON ends too early, at byte " + place + ".");
      default ->
          new Refusal(
              RefusalReason.MALFORMED, path, "The JSON is not valid at byte " + place + ".");
    };
  }

  static Refusal malformed(String message) {
    return new Refusal(RefusalReason.MALFORMED, null, message);
  }
}
