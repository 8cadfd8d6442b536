package dev.forktail.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.forktail.assignment.form.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON texts as maps, lists, texts, numbers, truth values and null; strict and within limits. For
/// small texts that people write; what comes often is read without a tree.
public final class JsonTree {
  private static final int DEPTH_MAX = 40;
  private static final int TEXT_LENGTH_MAX = 1 << 20;
  private static final int NUMBER_LENGTH_MAX = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxStringLength(TEXT_LENGTH_MAX)
                  .maxNumberLength(NUMBER_LENGTH_MAX)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonTree() {}

  /// The object in `json`.
  ///
  /// @throws WrongFieldException when it is none
  public static JsonFields object(byte[] json) {
    try (var parser = JSON.createParser(json)) {
      return object(parser);
    } catch (IOException e) {
      throw new WrongFieldException(null, "The body is no JSON.");
    }
  }

  /// The object in `json`.
  ///
  /// @throws WrongFieldException when it is none
  public static JsonFields object(String json) {
    try (var parser = JSON.createParser(json)) {
      return object(parser);
    } catch (IOException e) {
      throw new WrongFieldException(null, "The text is no JSON.");
    }
  }

  private static JsonFields object(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new WrongFieldException(null, "The body is one JSON object.");
    }
    var fields = members(json);
    if (json.nextToken() != null) {
      throw new WrongFieldException(null, "There is something behind the JSON object.");
    }
    return new JsonFields("", fields);
  }

  private static Map<String, @Nullable Object> members(JsonParser json) throws IOException {
    var members = new LinkedHashMap<String, @Nullable Object>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = checked(json.currentName());
      json.nextToken();
      members.put(name, value(json));
    }
    return members;
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> members(json);
      case START_ARRAY -> elements(json);
      case VALUE_STRING -> checked(json.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
      default -> throw new IOException("Not a value: " + json.currentToken());
    };
  }

  /// No database stores a NUL, nor half of a character.
  private static String checked(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      boolean isPair =
          Character.isHighSurrogate(unit)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (isPair) {
        i++;
      } else if (unit == 0 || Character.isSurrogate(unit)) {
        throw new WrongFieldException(null, "A text has a NUL, or half of a character.");
      }
    }
    return text;
  }

  private static List<@Nullable Object> elements(JsonParser json) throws IOException {
    var elements = new ArrayList<@Nullable Object>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(json));
    }
    return elements;
  }

  /// The JSON text of such a value.
  public static String text(Object value) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return text.toString();
  }

  static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case Map<?, ?> members -> {
        json.writeStartObject();
        for (var member : members.entrySet()) {
          json.writeFieldName((String) member.getKey());
          write(json, member.getValue());
        }
        json.writeEndObject();
      }
      case List<?> elements -> {
        json.writeStartArray();
        for (var element : elements) {
          write(json, element);
        }
        json.writeEndArray();
      }
      case String text -> json.writeString(text);
      case JsonText raw -> json.writeRawValue(raw.text());
      case Boolean truth -> json.writeBoolean(truth);
      case Number number -> json.writeNumber(number.toString());
      case null, default -> json.writeNull();
    }
  }
}
