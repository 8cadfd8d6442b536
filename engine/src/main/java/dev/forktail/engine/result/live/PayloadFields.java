package dev.forktail.engine.result.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.forktail.assignment.condition.Attributes;
import dev.forktail.engine.event.Payload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values within a payload, by their paths: `properties.cart.value`. Texts, numbers (as the
/// nearest double; whole ones up to 2^53 as long), truth values, and lists of these. Of two values
/// under one name the first counts, as it does in SQL.
final class PayloadFields {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(1_000).maxNumberLength(1_000).build())
          .build();
  static final String PROPERTIES = "properties.";
  private static final double WHOLE_MAX = 1L << 53;

  private final Map<String, Object> values = new HashMap<>();

  private PayloadFields() {}

  /// Those of `payload`; of one that is no JSON those up to there.
  static PayloadFields of(Payload payload) {
    var fields = new PayloadFields();
    try (var parser = JSON.createParser(payload.bytes())) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        fields.readObject(parser, "");
      }
    } catch (IOException _) {
      // The intake has read it before; what another way of storing let through counts as absent.
    }
    return fields;
  }

  private void readObject(JsonParser parser, String prefix) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var path = prefix + parser.currentName();
      switch (parser.nextToken()) {
        case START_OBJECT -> readObject(parser, path + ".");
        case START_ARRAY -> values.putIfAbsent(path, elements(parser));
        default -> put(path, scalar(parser));
      }
    }
  }

  private void put(String path, @Nullable Object value) {
    if (value != null) {
      values.putIfAbsent(path, value);
    }
  }

  private static List<Object> elements(JsonParser parser) throws IOException {
    var elements = new ArrayList<Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken().isStructStart()) {
        parser.skipChildren(); // no condition is about these
      }
      var value = scalar(parser);
      if (value != null) {
        elements.add(value);
      }
    }
    return elements;
  }

  private static @Nullable Object scalar(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(Double.parseDouble(parser.getText()));
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static Object number(double number) {
    return number == Math.rint(number) && Math.abs(number) <= WHOLE_MAX
        ? (Object) (long) number
        : number;
  }

  /// The value at `path`, from the top of the payload.
  @Nullable Object at(String path) {
    return values.get(path);
  }

  /// The value at `path` as a text, if it is a text or a number.
  @Nullable String textAt(String path) {
    return switch (values.get(path)) {
      case String text -> text;
      case Long number -> number.toString();
      case Double number -> number.toString();
      case null, default -> null;
    };
  }

  /// The properties, by the names that measures have for them.
  Attributes properties() {
    return name -> values.get(PROPERTIES + name);
  }

  @Nullable Object property(String name) {
    return values.get(PROPERTIES + name);
  }

  @Nullable String textProperty(String name) {
    return textAt(PROPERTIES + name);
  }
}
