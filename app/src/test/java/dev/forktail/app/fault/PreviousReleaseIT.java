package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.realevents.GitHubEvent;
import dev.forktail.app.realevents.GitHubEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A data folder of each release starts with this version and has everything it had: events in the
/// lake, in staged files, in the database alone, in a journal.
///
/// The folder of a release is made by it: `./verify -pl app -am -Dit.test=PreviousReleaseIT
/// -Dforktail.keep-folder=0.1.0`, which see in CONTRIBUTING.md.
final class PreviousReleaseIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int PART = 200;
  private static final int EVENT_BYTES_MAX = 4 << 10;
  private static final Instant OCCURRED = Instant.parse("2026-11-20T12:00:00Z");

  private final List<GitHubEvent> events =
      GitHubEvents.all().stream()
          .filter(event -> event.toTrack(event.id(), OCCURRED).length <= EVENT_BYTES_MAX)
          .limit(4 * PART)
          .toList();

  private static final String OF_A_BROWSER =
      """
      {"event":"Product Viewed","userId":"ann","context":{"userAgent":"Mozilla/5.0 (X11; Linux \
      x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",\
      "ip":"203.0.113.77","page":{"url":"https://shop.example.com/p/1?utm_source=letter&\
      utm_medium=email","referrer":"https://www.google.com/"},"screen":{"width":1920}}}\
      """;
  private static final String VISITORS =
      "SELECT browser, browser_version, os, device, bot, ip, context->>'ip', referrer, channel,"
          + " utm_source, host, path, screen_width FROM events WHERE browser IS NOT NULL";
  private static final String VISITOR =
      "Chrome,142,Linux,desktop,false,203.0.113.0,203.0.113.0,www.google.com,email,letter,"
          + "shop.example.com,/p/1,1920";

  @Test
  void aDataFolderOfEachReleaseStartsAndHasAllItHad() throws Exception {
    var release = System.getProperty("forktail.keep-folder");
    if (release != null) {
      make(KeptFolder.ARCHIVES.resolve(release + ".tar.xz"));
    }
    var archives = KeptFolder.archives();
    assertThat(archives).isNotEmpty();
    for (var archive : archives) {
      assertAllIsThere(archive);
    }
  }

  private void make(Path archive) throws Exception {
    try (var folder = KeptFolder.take();
        var workshop = new Workshop("release")) {
      var server = new ServerProcess(workshop, setup(folder.data())).start();
      var client = new ServerClient(server, folder.data());
      client.store(lines(0));
      client.export();
      client.store(lines(1));
      client.stage();
      client.store(lines(2));
      Shell.signal("STOP", server.postgres());
      client.send(lines(3));
      server.kill();
      var postgres = server.postgres();
      Shell.signal("CONT", postgres);
      Shell.signal("INT", postgres);
      Shell.signal("INT", server.productPostgres());
      assertThat(
              Await.until(
                  SOON, () -> server.postgres().isEmpty() && server.productPostgres().isEmpty()))
          .as("stopped")
          .isTrue();
      for (var left : List.of("children", "query", "server.properties", "product.properties")) {
        Shell.must("rm", "-rf", folder.data().resolve(left).toString());
      }
      folder.pack(archive);
    }
  }

  private static ServerProcess.Setup setup(Path data) {
    return ServerProcess.Setup.in(data)
        .withExperiments()
        .with("buffer.lanes=1", "journal.segment-bytes=1MB", "journal.group-bytes=256KB")
        .with("lake.promoted=login string $.properties.actor.login");
  }

  private void assertAllIsThere(Path archive) throws Exception {
    try (var folder = KeptFolder.take();
        var workshop = new Workshop("release")) {
      folder.unpack(archive);
      var server = new ServerProcess(workshop, setup(folder.data())).start();
      var client = new ServerClient(server, folder.data());
      assertThat(Await.until(SOON, () -> byName(client).equals(expected())))
          .as(() -> archive + ": all events are there; log:\n" + server.logTail())
          .isTrue();
      assertThat(client.get("/health")).contains("\"product\":{\"status\":\"up\"");
      assertThat(client.rows("SELECT count(DISTINCT message_id), count(login) FROM events"))
          .isEqualTo(List.of(events.size() + "," + events.size()));
      client.send(lines(1));
      client.export();
      assertThat(byName(client)).as("after the export, and with repeats").isEqualTo(expected());
      assertThat(client.rows("SELECT sum(events) FROM rollup_hour"))
          .isEqualTo(List.of(Integer.toString(events.size())));
      assertVisitorsAreKnown(client);
      server.stop();
      assertThat(ProgramRun.of("verify-store", "--data", folder.data().toString()).output())
          .contains("The store is right");
    }
  }

  /// From this version on, wherever an event is, beside those from before that have no columns for
  /// it.
  private static void assertVisitorsAreKnown(ServerClient client) throws Exception {
    client.store(List.of(OF_A_BROWSER.strip().getBytes(UTF_8)));
    assertThat(client.rows(VISITORS)).as("in the database").isEqualTo(List.of(VISITOR));
    client.stage();
    assertThat(client.rows(VISITORS)).as("staged").isEqualTo(List.of(VISITOR));
    client.export();
    assertThat(client.rows(VISITORS)).as("in the lake").isEqualTo(List.of(VISITOR));
  }

  private static List<String> byName(ServerClient client) throws Exception {
    return client.rows("SELECT name, count(*) FROM events GROUP BY 1 ORDER BY 1");
  }

  private List<String> expected() {
    return new TreeMap<>(events.stream().collect(groupingBy(GitHubEvent::type, counting())))
        .entrySet().stream().map(entry -> entry.getKey() + "," + entry.getValue()).toList();
  }

  private List<byte[]> lines(int part) {
    return events.subList(part * PART, (part + 1) * PART).stream()
        .map(event -> event.toTrack(event.id(), OCCURRED))
        .toList();
  }
}
