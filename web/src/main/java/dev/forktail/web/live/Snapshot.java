package dev.forktail.web.live;

import java.util.LinkedHashMap;
import java.util.Map;

/// The changing parts of the page at one moment, by the name of their place.
record Snapshot(Map<String, String> parts) {
  static final Snapshot EMPTY = new Snapshot(Map.of());

  /// The parts that are not in `seen`, or not like that.
  Map<String, String> changedSince(Snapshot seen) {
    var changed = new LinkedHashMap<String, String>();
    parts.forEach(
        (name, part) -> {
          if (!part.equals(seen.parts().get(name))) {
            changed.put(name, part);
          }
        });
    return changed;
  }
}
