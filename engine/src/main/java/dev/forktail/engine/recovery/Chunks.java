package dev.forktail.engine.recovery;

import java.util.ArrayList;
import java.util.List;

/// Files are read so many at a time: a question has to name them all.
final class Chunks {
  private static final int FILES_MAX = 1_000;

  private Chunks() {}

  static List<List<String>> of(List<String> locations) {
    var chunks = new ArrayList<List<String>>();
    for (int first = 0; first < locations.size(); first += FILES_MAX) {
      chunks.add(locations.subList(first, Math.min(first + FILES_MAX, locations.size())));
    }
    return chunks;
  }
}
