package dev.forktail.web.ingest;

import com.fasterxml.jackson.core.JsonStreamContext;
import org.jspecify.annotations.Nullable;

/// Where in a body something stands, as people write it: `batch[3].properties.items[0].price`.
final class JsonPath {
  private static final int LENGTH_MAX = 300;

  private JsonPath() {}

  /// The path of the parser's place, or null at the root.
  static @Nullable String of(@Nullable JsonStreamContext place) {
    var path = new StringBuilder();
    append(path, place);
    if (path.isEmpty()) {
      return null;
    }
    return path.length() <= LENGTH_MAX ? path.toString() : path.substring(0, LENGTH_MAX) + "…";
  }

  private static void append(StringBuilder path, @Nullable JsonStreamContext place) {
    if (place == null || place.inRoot() || path.length() > LENGTH_MAX) {
      return;
    }
    append(path, place.getParent());
    if (place.inArray()) {
      if (place.hasCurrentIndex()) {
        path.append('[').append(place.getCurrentIndex()).append(']');
      }
      return;
    }
    String name = place.getCurrentName();
    if (name != null) {
      path.append(path.isEmpty() ? "" : ".").append(name);
    }
  }
}
