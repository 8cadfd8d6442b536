package dev.forktail.web.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.forktail.engine.event.RefusalReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The JSON parser: UTF-8 only, no extension of the grammar. Its own limits are wide; they only
/// bound what a hostile body can cost. [JsonWalk] holds events to the narrow ones, one by one.
final class StrictJson {
  private static final int MESSAGE_LENGTH_MAX = 200;
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

  /// What the parser found wrong, for the sender.
  static Refusal fault(JsonProcessingException e, JsonParser json) {
    String problem = e.getOriginalMessage();
    String shown =
        problem.length() <= MESSAGE_LENGTH_MAX
            ? problem
            : problem.substring(0, MESSAGE_LENGTH_MAX) + "…";
    JsonLocation place = json.currentLocation();
    return new Refusal(
        e instanceof StreamConstraintsException ? RefusalReason.TOO_LARGE : RefusalReason.MALFORMED,
        JsonPath.of(json.getParsingContext()),
        "The JSON breaks at byte " + place.getByteOffset() + ": " + shown);
  }

  static Refusal malformed(String message) {
    return new Refusal(RefusalReason.MALFORMED, null, message);
  }
}
