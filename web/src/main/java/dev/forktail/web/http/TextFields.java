package dev.forktail.web.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A body that is one JSON object of texts, read strictly.
public sealed interface TextFields {
  JsonFactory JSON = new JsonFactory();

  /// Its fields.
  record Read(Map<String, String> texts) implements TextFields {
    public Read {
      texts = Map.copyOf(texts);
    }

    /// The text of a field; empty when it is not there.
    public String get(String field) {
      return texts.getOrDefault(field, "");
    }

    /// The text of a field, if it is there.
    public Optional<String> find(String field) {
      return Optional.ofNullable(texts.get(field));
    }
  }

  /// Why it is no such body.
  ///
  /// @param field what is at fault; empty when it is the whole body
  record Wrong(Optional<String> field, String message) implements TextFields {}

  /// Reads a body that has only `fields`.
  static TextFields read(byte[] body, List<String> fields) {
    try (var json = JSON.createParser(body)) {
      return read(json, fields);
    } catch (IOException e) {
      return noObject(fields);
    }
  }

  private static TextFields read(JsonParser json, List<String> fields) throws IOException {
    var texts = new HashMap<String, String>();
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return noObject(fields);
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (!fields.contains(name)) {
        return new Wrong(
            Optional.of(name),
            "There is no such field; there are " + String.join(", ", fields) + ".");
      }
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        return new Wrong(Optional.of(name), "This is a text.");
      }
      texts.put(name, json.getText());
    }
    return json.nextToken() == null ? new Read(texts) : noObject(fields);
  }

  private static Wrong noObject(List<String> fields) {
    return new Wrong(
        Optional.empty(),
        "The body is one JSON object with the fields " + String.join(", ", fields) + ".");
  }
}
