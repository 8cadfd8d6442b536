package dev.forktail.web.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.forktail.engine.export.PropertyDeclaration;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The body of `POST /v1/properties`: `{"name": "price", "type": "double", "path":
/// "$.properties.price"}`.
sealed interface PropertyRequest {
  JsonFactory JSON = new JsonFactory();
  List<String> FIELDS = List.of("name", "type", "path");

  /// What it asks for.
  record Declare(PropertyDeclaration declaration) implements PropertyRequest {}

  /// Why it is none.
  ///
  /// @param field what is at fault; empty when it is the whole body
  record Wrong(Optional<String> field, String message) implements PropertyRequest {}

  /// Reads a body.
  static PropertyRequest read(byte[] body) {
    var texts = new HashMap<String, String>();
    try (var json = JSON.createParser(body)) {
      return readTexts(json, texts).<PropertyRequest>map(wrong -> wrong).orElseGet(() -> of(texts));
    } catch (IOException e) {
      return noObject();
    }
  }

  private static Optional<Wrong> readTexts(JsonParser json, Map<String, String> texts)
      throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return Optional.of(noObject());
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (!FIELDS.contains(name)) {
        return wrong(name, "There is no such field; there are name, type and path.");
      }
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        return wrong(name, "This is a text.");
      }
      texts.put(name, json.getText());
    }
    return json.nextToken() == null ? Optional.empty() : Optional.of(noObject());
  }

  private static PropertyRequest of(Map<String, String> texts) {
    String name = texts.getOrDefault("name", "");
    String type = texts.getOrDefault("type", "");
    String path = texts.getOrDefault("path", "");
    return wrong("name", PropertyDeclaration.findFaultOfName(name))
        .or(() -> wrong("type", PropertyDeclaration.findFaultOfType(type)))
        .or(() -> wrong("path", PropertyDeclaration.findFaultOfPath(path)))
        .<PropertyRequest>map(wrong -> wrong)
        .orElseGet(() -> new Declare(PropertyDeclaration.of(name, type, path)));
  }

  private static Optional<Wrong> wrong(String field, Optional<String> fault) {
    return fault.flatMap(message -> wrong(field, message));
  }

  private static Optional<Wrong> wrong(String field, String message) {
    return Optional.of(new Wrong(Optional.of(field), message));
  }

  private static Wrong noObject() {
    return new Wrong(
        Optional.empty(),
        "The body is one object such as {\"name\": \"price\", \"type\": \"double\", \"path\":"
            + " \"$.properties.price\"}.");
  }
}
