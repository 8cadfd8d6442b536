package dev.forktail.app.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.app.realevents.GitHubEvent;
import dev.forktail.app.realevents.GitHubEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The events that a run sends over and over, and which of them is sent when: a function of the
/// seed and the event's number.
final class EventTemplates {
  /// As many templates are kept as fit into this: enough variety, and quickly made.
  private static final int BYTES_MAX = 8 << 20;

  private static final int EVENTS_MAX = 4_096;

  /// What a server takes as one event.
  private static final int EVENT_BYTES_MAX = 32 << 10;

  private final List<EventTemplate> templates;
  private final long seed;

  private EventTemplates(List<EventTemplate> templates, long seed) {
    this.templates = List.copyOf(templates);
    this.seed = seed;
  }

  /// The real events, each of `size` bytes; 0 leaves them as large as they are, without the few
  /// that are larger than a server takes.
  static EventTemplates ofGitHub(int size, long seed) throws IOException {
    var events = new ArrayList<byte[]>();
    for (GitHubEvent event : GitHubEvents.first(countMax(size))) {
      byte[] track = event.toTrack(event.id(), event.createdAt());
      if (size > 0 || track.length < EVENT_BYTES_MAX) {
        events.add(track);
      }
    }
    return of(events, size, seed);
  }

  /// The events in an NDJSON file in Segment's form.
  static EventTemplates ofFile(Path file, int size, long seed) throws IOException {
    var events = new ArrayList<byte[]>();
    try (var lines = Files.newBufferedReader(file)) {
      String line = lines.readLine();
      while (line != null && events.size() < countMax(size)) {
        if (!line.isBlank()) {
          events.add(line.getBytes(UTF_8));
        }
        line = lines.readLine();
      }
    }
    return of(events, size, seed);
  }

  static EventTemplates of(List<byte[]> events, int size, long seed) throws IOException {
    if (events.isEmpty()) {
      throw new IOException("There is no event to send");
    }
    var templates = new ArrayList<EventTemplate>();
    for (int i = 0; i < events.size(); i++) {
      byte[] next = events.get((i + 1) % events.size());
      templates.add(template(events.get(i), i, size, new String(next, UTF_8)));
    }
    return new EventTemplates(templates, seed);
  }

  /// The template of event `number`.
  EventTemplate at(long number) {
    return templates.get((int) Math.floorMod(mixed(seed + number), (long) templates.size()));
  }

  int lengthMax() {
    return templates.stream().mapToInt(EventTemplate::length).max().orElseThrow();
  }

  private static int countMax(int size) {
    return size == 0 ? EVENTS_MAX : Math.clamp(BYTES_MAX / size, 1, EVENTS_MAX);
  }

  private static EventTemplate template(byte[] event, int index, int size, String padding)
      throws IOException {
    try {
      return FittedEvent.parse(event).template(size, padding);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("Event " + (index + 1) + ": " + e.getMessage(), e);
    }
  }

  /// SplitMix64: neighbours in, strangers out.
  private static long mixed(long value) {
    long z = value * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
