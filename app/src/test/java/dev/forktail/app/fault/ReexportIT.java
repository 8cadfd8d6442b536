package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.realevents.GitHubEvent;
import dev.forktail.app.realevents.GitHubEvents;
import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Files of the lake are damaged and lost, and written again from what PostgreSQL still has,
/// rollups from the events.
final class ReexportIT {
  private static final int EVENT_BYTES_MAX = 32 << 10;
  private static final int CHUNKS = 4;
  private static final String COUNTS = "SELECT name, count(*) FROM events GROUP BY 1 ORDER BY 1";

  private final SplittableRandom random = new SplittableRandom(Gate.seed());
  private final List<GitHubEvent> events =
      GitHubEvents.all().stream()
          .filter(event -> event.toTrack(event.id(), Instant.EPOCH).length <= EVENT_BYTES_MAX)
          .limit(CHUNKS * 1_000L)
          .toList();

  @Test
  void whatWasDamagedAndLostIsWrittenAgainOnceHoweverOftenTheServerIsKilled() throws Exception {
    try (var workshop = new Workshop("reexport")) {
      Path data = workshop.folder("data");
      var server = new ServerProcess(workshop, ServerProcess.Setup.in(data)).start();
      var client = new ServerClient(server, data);
      var begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      var middle = fill(client);
      var expected = expected();
      assertThat(answers(client)).isEqualTo(expected);

      damage(data.resolve("lake"));
      assertThat(client.post("/v1/query", "{\"sql\":\"" + scan() + "\"}").statusCode())
          .isNotEqualTo(200);

      var refused = reexport(server, middle, Instant.now().plusSeconds(60));
      assertThat(refused.exitCode()).as(refused::output).isOne();
      assertThat(refused.output()).contains("cannot be read").contains("Say --reexport 20");

      var again = reexport(server, begin, Instant.now().plusSeconds(60));
      assertThat(again.exitCode()).as(again::output).isZero();
      assertThat(again.output()).contains(" events=" + events.size() + " ");
      assertIsWhole(server, client, data, expected);

      damage(data.resolve("lake"));
      for (int kill = 0; kill < Gate.cycles(2, 20); kill++) {
        client.post("/v1/export/reexport?from=" + begin + "&to=2099-01-01T00:00:00Z", "");
        Await.pause(Duration.ofMillis(random.nextInt(1_500)));
        server.kill();
        server.start();
      }
      assertThat(reexport(server, begin, Instant.now().plusSeconds(60)).exitCode()).isZero();
      assertIsWhole(server, client, data, expected);
    }
  }

  /// Sends all, in slices of which each two are brought into the lake together; returns when the
  /// last of them began.
  private Instant fill(ServerClient client) throws Exception {
    var noon = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(30));
    var last = Instant.now();
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      int size = events.size() / CHUNKS;
      var shift = Duration.between(events.getFirst().createdAt(), noon);
      var lines =
          events.subList(chunk * size, (chunk + 1) * size).stream()
              .map(event -> event.toTrack(event.id(), event.createdAt().plus(shift)))
              .toList();
      last = Instant.now();
      client.store(lines);
      client.stage();
      if (chunk % 2 == 1) {
        client.export();
      }
    }
    return last;
  }

  private Map<String, Long> expected() {
    return new TreeMap<>(events.stream().collect(groupingBy(GitHubEvent::type, counting())));
  }

  private static Map<String, Long> answers(ServerClient client) throws Exception {
    var counts = counts(client, COUNTS);
    for (var rollup : List.of("rollup_hour", "rollup_day")) {
      assertThat(counts(client, "SELECT name, sum(events) FROM " + rollup + " GROUP BY 1"))
          .as(rollup)
          .isEqualTo(counts);
    }
    return counts;
  }

  private static Map<String, Long> counts(ServerClient client, String sql) throws Exception {
    var counts = new TreeMap<String, Long>();
    for (var row : client.rows(sql)) {
      int comma = row.lastIndexOf(',');
      counts.put(row.substring(0, comma), Long.parseLong(row.substring(comma + 1)));
    }
    return counts;
  }

  private static String scan() {
    return "SELECT count(DISTINCT message_id), max(length(properties)) FROM events";
  }

  private static void assertIsWhole(
      ServerProcess server, ServerClient client, Path data, Map<String, Long> expected)
      throws Exception {
    assertThat(answers(client)).isEqualTo(expected);
    long sent = expected.values().stream().mapToLong(Long::longValue).sum();
    assertThat(client.rows("SELECT count(DISTINCT message_id) FROM events"))
        .containsExactly(Long.toString(sent));
    try (var database = client.database()) {
      var lake = new LakeFiles(data.resolve("lake"), database);
      assertThat(lake.rows(TableName.EVENTS)).as(server::logTail).isEqualTo(sent);
      for (var slice : lake.slices().entrySet()) {
        assertThat(client.number("SELECT rows FROM slice WHERE id = " + slice.getKey()))
            .isEqualTo(slice.getValue());
      }
    }
  }

  /// Overwrites a part of each other file of each table, and deletes the others.
  private static void damage(Path lake) throws IOException {
    for (var table : TableName.values()) {
      damageTable(lake.resolve(table.text()));
    }
  }

  private static void damageTable(Path folder) throws IOException {
    var files = new ArrayList<Path>();
    try (var all = Files.list(folder.resolve("data"))) {
      all.filter(file -> file.toString().endsWith(".parquet")).sorted().forEach(files::add);
    }
    for (int i = 0; i < files.size(); i++) {
      if (i % 2 == 0) {
        overwrite(files.get(i));
      } else {
        Files.delete(files.get(i));
      }
    }
  }

  private static void overwrite(Path file) throws IOException {
    var rubbish = "not what was written here ".repeat(2_000).getBytes(UTF_8);
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.position(4);
      channel.write(ByteBuffer.wrap(rubbish));
    }
  }

  private static Shell.Result reexport(ServerProcess server, Instant from, Instant to) {
    return ProgramRun.of(
        "export",
        "--reexport",
        from.toString(),
        to.toString(),
        "--key",
        "demo-admin",
        "--url",
        URI.create("http://127.0.0.1:" + server.port()).toString());
  }
}
