package dev.forktail.app.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// An event in Segment's form, brought to an exact size: a small one gets a property `padding`; of
/// a large one the largest properties are replaced by the beginning of their own text.
final class FittedEvent {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> STAMPED =
      Set.of("messageId", "timestamp", "originalTimestamp", "sentAt");
  private static final Set<String> TYPES =
      Set.of("\"track\"", "\"identify\"", "\"page\"", "\"screen\"", "\"group\"", "\"alias\"");
  private static final String PADDING = "padding";
  private static final int PADDING_MIN = ",\"padding\":\"\"".length();

  private final Map<String, Value> members;
  private final Map<String, Value> properties;
  private int length;

  private FittedEvent(Map<String, Value> members, Map<String, Value> properties) {
    this.members = members;
    this.properties = properties;
    this.length = EventTemplate.HEAD_LENGTH + encode().length;
  }

  /// The event in `json`; its message id and times are left behind.
  ///
  /// @throws IOException when it is not in Segment's form
  static FittedEvent parse(byte[] json) throws IOException {
    var members = membersOf(json);
    members.keySet().removeAll(STAMPED);
    Value type = members.get("type");
    if (type == null || !TYPES.contains(type.json)) {
      throw new IOException("an event has a type: track, identify, page, screen, group or alias");
    }
    Value properties = members.remove("properties");
    return new FittedEvent(
        members,
        properties == null ? new LinkedHashMap<>() : membersOf(properties.json.getBytes(UTF_8)));
  }

  /// A template of `size` bytes; `padding` is the text that a small event gets. Size 0 leaves the
  /// event as large as it is.
  ///
  /// @throws IllegalArgumentException when the event cannot be made that small
  EventTemplate template(int size, String padding) {
    if (size == 0) {
      return EventTemplate.of(encode());
    }
    while (length > size) {
      cutLargest(size);
    }
    int missing = size - length;
    if (missing >= PADDING_MIN && !properties.containsKey(PADDING)) {
      int comma = properties.isEmpty() ? 0 : 1;
      properties.put(
          PADDING, Value.of(JsonText.ofLength(padding, missing - PADDING_MIN + 3 - comma)));
      missing = 0;
    }
    return EventTemplate.of(withSpaces(encode(), missing));
  }

  private void cutLargest(int size) {
    var largest =
        properties.entrySet().stream()
            .max(Comparator.comparingInt(property -> property.getValue().bytes))
            .filter(property -> property.getValue().bytes > 2)
            .orElseThrow(() -> new IllegalArgumentException(tooSmall(size)));
    Value value = largest.getValue();
    int room = Math.max(2, value.bytes - (length - size));
    largest.setValue(Value.of(JsonText.ofLength(value.json, room)));
    length += room - value.bytes;
  }

  private String tooSmall(int size) {
    return "An event cannot be cut to " + size + " bytes, only to " + length;
  }

  /// The members, without the opening brace.
  private byte[] encode() {
    var out = new ByteArrayOutputStream(4_096);
    try (var generator = JSON.createGenerator(out)) {
      generator.writeStartObject();
      write(generator, members);
      generator.writeObjectFieldStart("properties");
      write(generator, properties);
      generator.writeEndObject();
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    byte[] object = out.toByteArray();
    return Arrays.copyOfRange(object, 1, object.length);
  }

  private static void write(JsonGenerator generator, Map<String, Value> members)
      throws IOException {
    for (var member : members.entrySet()) {
      generator.writeFieldName(member.getKey());
      generator.writeRawValue(member.getValue().json);
    }
  }

  /// `object` with spaces before its last brace.
  private static byte[] withSpaces(byte[] object, int spaces) {
    byte[] wider = Arrays.copyOf(object, object.length + spaces);
    Arrays.fill(wider, object.length - 1, wider.length, (byte) ' ');
    wider[wider.length - 1] = '}';
    return wider;
  }

  /// The members of the object in `json`, each value as JSON.
  private static Map<String, Value> membersOf(byte[] json) throws IOException {
    var members = new LinkedHashMap<String, Value>();
    try (var parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, Value.of(valueAt(parser)));
      }
    }
    return members;
  }

  private static String valueAt(JsonParser parser) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var generator = JSON.createGenerator(out)) {
      generator.copyCurrentStructure(parser);
    }
    return out.toString(UTF_8);
  }

  /// A JSON value.
  ///
  /// @param bytes its length in UTF-8
  private record Value(String json, int bytes) {
    static Value of(String json) {
      return new Value(json, json.getBytes(UTF_8).length);
    }
  }
}
