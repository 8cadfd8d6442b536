package dev.forktail.assignment.form;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a tree as JSON text (RFC 8259), without spaces; no deeper than readers with a limit of 40
/// still read as a part of something larger.
final class JsonWriter {
  private static final int DEPTH_MAX = 32;

  private final StringBuilder text = new StringBuilder();

  private JsonWriter() {}

  static String write(@Nullable Object tree) {
    var writer = new JsonWriter();
    writer.value(tree, 0);
    return writer.text.toString();
  }

  private void value(@Nullable Object value, int depth) {
    if (depth > DEPTH_MAX) {
      throw new IllegalArgumentException("JSON must not be deeper than " + DEPTH_MAX);
    }
    switch (value) {
      case null -> text.append("null");
      case String string -> string(string);
      case Number number -> text.append(number);
      case Boolean truth -> text.append(truth);
      case JsonText json -> text.append(json.text());
      case List<?> list -> list(list, depth);
      case Map<?, ?> map -> object(map, depth);
      default -> throw new IllegalArgumentException("Not JSON: " + value.getClass().getName());
    }
  }

  private void list(List<?> list, int depth) {
    char sign = '[';
    for (var element : list) {
      text.append(sign);
      value(element, depth + 1);
      sign = ',';
    }
    text.append(list.isEmpty() ? "[]" : "]");
  }

  private void object(Map<?, ?> map, int depth) {
    char sign = '{';
    for (var entry : map.entrySet()) {
      text.append(sign);
      string(String.valueOf(entry.getKey()));
      text.append(':');
      value(entry.getValue(), depth + 1);
      sign = ',';
    }
    text.append(map.isEmpty() ? "{}" : "}");
  }

  private void string(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < 0x20) {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
