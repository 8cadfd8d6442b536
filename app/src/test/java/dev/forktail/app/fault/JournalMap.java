package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which event lies where in the files of sound journals: found by their message ids, without
/// knowing the format.
final class JournalMap {
  private static final Pattern NUMBER = Pattern.compile("segment-(\\d+)\\.log");

  private final Map<String, Place> places = new HashMap<>();
  private final Map<Path, byte[]> contents = new HashMap<>();
  private final Map<Path, byte[]> damaged = new HashMap<>();

  /// Where an event lies: its bytes are somewhere from `from` up to `to`, and not elsewhere.
  record Place(Path file, int from, int to) {
    String journal() {
      return JournalMap.journal(file);
    }

    long segment() {
      var number = NUMBER.matcher(file.getFileName().toString());
      if (!number.matches()) {
        throw new IllegalStateException("Not a segment: " + file);
      }
      return Long.parseLong(number.group(1));
    }
  }

  /// Reads all files below `journals`; message ids begin with `prefix`.
  static JournalMap of(Path journals, String prefix) throws IOException {
    var map = new JournalMap();
    var id = Pattern.compile("\"messageId\":\"(%s[0-9a-f]+)\"".formatted(prefix));
    try (var files = Files.walk(journals)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        byte[] content = Files.readAllBytes(file);
        map.contents.put(file, content);
        map.locate(file, id.matcher(new String(content, ISO_8859_1)), content.length);
      }
    }
    return map;
  }

  /// Which journal a file belongs to.
  static String journal(Path file) {
    return file.getName(file.getNameCount() - 2).toString();
  }

  /// An event begins behind the id of the one before, and ends before the next one's.
  private void locate(Path file, Matcher ids, int end) {
    int from = 0;
    int between = 0;
    String messageId = "";
    while (ids.find()) {
      put(messageId, new Place(file, from, ids.start()));
      messageId = ids.group(1);
      from = between;
      between = ids.end();
    }
    put(messageId, new Place(file, from, end));
  }

  private void put(String messageId, Place place) {
    if (!messageId.isEmpty() && places.put(messageId, place) != null) {
      throw new IllegalStateException(messageId + " is there twice; once in " + place.file());
    }
  }

  Map<String, Place> places() {
    return Map.copyOf(places);
  }

  /// The files that hold events, by journal.
  List<List<Path>> filesInUse() {
    var journals = new HashMap<String, List<Path>>();
    places.values().stream()
        .sorted((a, b) -> a.file().compareTo(b.file()))
        .forEach(
            place -> {
              var files = journals.computeIfAbsent(place.journal(), _ -> new ArrayList<>());
              if (!files.contains(place.file())) {
                files.add(place.file());
              }
            });
    return List.copyOf(journals.values());
  }

  /// Notes what has become of the files; to be called before they are deleted.
  void lookAgain() throws IOException {
    for (var file : contents.keySet()) {
      damaged.put(file, Files.readAllBytes(file));
    }
  }

  /// Whether the event's bytes were not all the same when the files were looked at again.
  boolean wasHit(Place place) {
    byte[] before = contents.getOrDefault(place.file(), new byte[0]);
    byte[] after = damaged.getOrDefault(place.file(), new byte[0]);
    int end = Math.min(place.to(), after.length);
    return end < place.to() || !Arrays.equals(before, place.from(), end, after, place.from(), end);
  }
}
