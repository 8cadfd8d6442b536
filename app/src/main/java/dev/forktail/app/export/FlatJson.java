package dev.forktail.app.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// The values of a JSON object and of those within it by their paths: `task.state`. Nulls and
/// arrays are left out.
final class FlatJson {
  private static final JsonFactory JSON = new JsonFactory();

  private FlatJson() {}

  static Map<String, String> read(String text) throws IOException {
    var values = new HashMap<String, String>();
    try (var parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("Not a JSON object: " + text);
      }
      read(parser, "", values);
    }
    return values;
  }

  private static void read(JsonParser parser, String prefix, Map<String, String> values)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + parser.currentName();
      switch (parser.nextToken()) {
        case START_OBJECT -> read(parser, name + ".", values);
        case START_ARRAY -> parser.skipChildren();
        case VALUE_NULL -> {}
        default -> values.put(name, parser.getText());
      }
    }
  }
}
