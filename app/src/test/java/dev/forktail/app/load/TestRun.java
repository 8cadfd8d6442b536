package dev.forktail.app.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Plans and templates that tests start from.
final class TestRun {
  static final RunId RUN = new RunId("00112233aabb");

  private TestRun() {}

  static LoadPlan plan(URI url, double rate, Duration duration) {
    return plan(url, rate, duration, 1);
  }

  static LoadPlan plan(URI url, double rate, Duration duration, int batch) {
    return new LoadPlan(
        url,
        "demo",
        rate,
        duration,
        Duration.ZERO,
        400,
        4,
        batch,
        batch == 1 ? WireFormat.TRACK : WireFormat.BATCH,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        100_000,
        7);
  }

  static EventTemplates templates(int size) throws IOException {
    List<byte[]> events = new ArrayList<>();
    for (String name : List.of("PushEvent", "ForkEvent", "WatchEvent")) {
      events.add(
          """
          {"type":"track","event":"%s","userId":"ada","messageId":"old","properties":{"a":1}}\
          """
              .formatted(name)
              .getBytes(UTF_8));
    }
    return EventTemplates.of(events, size, 7);
  }

  static Path ledger(Path folder) {
    return folder.resolve("run.ledger");
  }
}
