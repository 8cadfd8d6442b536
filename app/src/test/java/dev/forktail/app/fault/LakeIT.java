package dev.forktail.app.fault;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.ServerFile;
import dev.forktail.app.realevents.GitHubEvent;
import dev.forktail.app.realevents.GitHubEvents;
import dev.forktail.engine.export.TableName;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.export.PostgresStagedFiles;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// F01 behind the store: events of GitHub go all the way into the lake, through slices that are
/// sealed, staged, committed and dropped within seconds, while the server is killed.
@Order(3)
final class LakeIT {
  private static final int EVENT_BYTES_MAX = 32 << 10;
  private static final int CHUNK_EVENTS = 1_000;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration STEPS = Duration.ofSeconds(3);
  private static final String PAUSED = "\"message\":\"Paused since 20";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TAKEN_OVER =
      "\"export\":{\"status\":\"degraded\",\"message\":\"Another exporter has taken over";

  /// How long before now each copy of the file has happened: the second is late in every slice.
  private static final List<Duration> COPIES =
      List.of(Duration.ofMinutes(40), Duration.ofHours(26), Duration.ofMinutes(35));

  private final List<GitHubEvent> events =
      GitHubEvents.all().stream().filter(LakeIT::isSmallEnough).toList();
  private final HttpClient http = HttpClient.newHttpClient();
  private final long seed = Gate.seed();
  private final SplittableRandom random = new SplittableRandom(seed);

  private static boolean isSmallEnough(GitHubEvent event) {
    return event.toTrack(event.id() + "-0", Instant.EPOCH).length <= EVENT_BYTES_MAX;
  }

  @Test
  void everyEventIsInTheLakeOnceHoweverOftenTheServerIsKilled() throws Exception {
    int kills = Gate.cycles(3, 60);
    try (var workshop = new Workshop("lake")) {
      Path data = workshop.folder("data");
      var setup = ServerProcess.Setup.in(data).with("export.every=2s", "export.retention=0s");
      var server = new ServerProcess(workshop, setup);
      server.start();

      var chunks = chunks();
      for (int chunk = 0; chunk < chunks.size(); chunk++) {
        send(server, chunks.get(chunk));
        seal(data);
        Await.pause(Duration.ofMillis(200));
        int end = (chunk + 1) * kills / chunks.size();
        for (int kill = chunk * kills / chunks.size(); kill < end; kill++) {
          Await.pause(Duration.ofMillis(random.nextInt(3_000)));
          server.kill();
          server.start();
        }
      }
      long sent = (long) COPIES.size() * events.size();
      assertThat(Await.until(PATIENCE, () -> stored(server) == sent)).as("stored").isTrue();
      seal(data);

      try (var database = database(data)) {
        var lake = new LakeFiles(data.resolve("lake"), database);
        boolean complete = Await.until(PATIENCE, () -> lake.rows(TableName.EVENTS) >= sent);
        assertThat(complete).as(() -> "in the lake; log:\n" + server.logTail()).isTrue();
        assertEachIsThereOnce(lake, sent);
      }
      assertTheStoreHasLetGo(server);
      System.out.printf(
          "F01 kill -9, into the lake: cycles=%d events=%d seed=%d %s%n",
          kills, sent, seed, server.get("/health").body());
      assertThat(status(data)).contains("Every sealed slice is staged.").contains(" " + sent + " ");
    }
  }

  @Test
  void aServerWhoseExportWasTakenOverSaysSoAndGoesOnTakingEvents() throws Exception {
    try (var workshop = new Workshop("lake-fence")) {
      Path data = workshop.folder("data");
      var setup = ServerProcess.Setup.in(data).with("export.every=1s");
      var server = new ServerProcess(workshop, setup);
      server.start();
      assertThat(Await.until(SOON, () -> isExporting(server))).as("exports").isTrue();

      try (var database = database(data)) {
        var _ = new PostgresStagedFiles(database).takeOver();
      }

      assertThat(Await.until(SOON, () -> server.get("/health").body().contains(TAKEN_OVER)))
          .as(server::logTail)
          .isTrue();
      assertThat(server.isReady()).isTrue();
      send(server, chunks().getFirst());
      assertThat(Await.until(SOON, () -> stored(server) == CHUNK_EVENTS)).as("stored").isTrue();
    }
  }

  @Test
  void aPauseLastsUntilItIsEndedAndNowMeansAllThatIsStored() throws Exception {
    try (var workshop = new Workshop("lake-pause")) {
      Path data = workshop.folder("data");
      var setup = ServerProcess.Setup.in(data).with("export.retention=0s");
      var server = new ServerProcess(workshop, setup);
      server.start();

      assertThat(export(server, "--pause").output()).contains("The export is paused since 20");
      store(server, chunks().getFirst());
      seal(data);
      server.kill();
      server.start();
      assertThat(Await.until(SOON, () -> server.get("/health").body().contains(PAUSED))).isTrue();
      assertThat(export(server, "--now").output()).contains("The export is paused since 20");
      try (var database = database(data)) {
        var lake = new LakeFiles(data.resolve("lake"), database);
        Await.pause(STEPS);
        assertThat(staged(server)).isZero();
        assertThat(sealed(server)).isOne();

        assertThat(export(server, "--resume").output()).contains("The export goes on.");
        store(server, chunks().get(1));
        var now = export(server, "--now");

        assertThat(now.exitCode()).as(now::output).isZero();
        // A minute may have ended in between, which makes one slice more.
        assertThat(now.output()).containsPattern("In the lake: slices=\\d events=2000 ");
        assertThat(lake.rows(TableName.EVENTS)).isEqualTo(2 * CHUNK_EVENTS);
      }
      assertTheStoreHasLetGo(server);
      assertThat(status(data)).contains("Last commit").containsPattern("slices=\\d");
      assertThat(Await.until(SOON, () -> server.get("/health").body().contains("lastCommit")))
          .isTrue();
    }
  }

  @Test
  void whenTheDiskBudgetIsUsedUpSlicesLeaveTheStoreForTheLakeBeforeTheirTime() throws Exception {
    try (var workshop = new Workshop("lake-budget")) {
      Path data = workshop.folder("data");
      var setup = ServerProcess.Setup.in(data);
      var generous = new ServerProcess(workshop, setup);
      generous.start();
      for (var chunk : chunks().subList(0, 2)) {
        store(generous, chunk);
        seal(data);
      }
      assertThat(Await.until(SOON, () -> staged(generous) == 2)).as(generous::logTail).isTrue();
      assertThat(sealed(generous)).isEqualTo(2);
      generous.stop();

      var tight = new ServerProcess(workshop, setup.with("disk.budget=1MB"));
      tight.launch();

      assertThat(Await.until(PATIENCE, () -> sealed(tight) == 0)).as(tight::logTail).isTrue();
      assertThat(tight.status("/health/ready")).isEqualTo(503);
      try (var database = database(data)) {
        var lake = new LakeFiles(data.resolve("lake"), database);
        assertThat(lake.rows(TableName.EVENTS)).isEqualTo(2 * CHUNK_EVENTS);
      }
    }
  }

  private void store(ServerProcess server, List<byte[]> chunk) throws Exception {
    long before = stored(server);
    send(server, chunk);
    assertThat(Await.until(SOON, () -> stored(server) == before + chunk.size()))
        .as("stored")
        .isTrue();
  }

  private static long staged(ServerProcess server) throws SQLException {
    try (var connection = server.connect()) {
      return Oracle.number(
          connection, "SELECT count(DISTINCT slice) FROM staged_file WHERE retired_at IS NULL");
    }
  }

  private static long sealed(ServerProcess server) throws SQLException {
    try (var connection = server.connect()) {
      return Oracle.number(connection, "SELECT count(*) FROM slice WHERE state = 'sealed'");
    }
  }

  private static Shell.Result export(ServerProcess server, String order) {
    return ProgramRun.of(
        "export", order, "--key", "demo-admin", "--url", "http://127.0.0.1:" + server.port());
  }

  private static boolean isExporting(ServerProcess server) throws IOException {
    return server.log().stream().anyMatch(line -> line.contains("Exporting to the lake"));
  }

  private List<List<byte[]>> chunks() {
    var chunks = new ArrayList<List<byte[]>>();
    for (int copy = 0; copy < COPIES.size(); copy++) {
      var begin = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(COPIES.get(copy));
      var shift = Duration.between(events.getFirst().createdAt(), begin);
      for (int first = 0; first < events.size(); first += CHUNK_EVENTS) {
        String suffix = "-" + copy;
        chunks.add(
            events.subList(first, Math.min(first + CHUNK_EVENTS, events.size())).stream()
                .map(event -> event.toTrack(event.id() + suffix, event.createdAt().plus(shift)))
                .toList());
      }
    }
    return chunks;
  }

  private void send(ServerProcess server, List<byte[]> chunk)
      throws IOException, InterruptedException {
    var body = new ByteArrayOutputStream();
    for (byte[] event : chunk) {
      body.writeBytes(event);
      body.write('\n');
    }
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/events"))
            .header("Authorization", "Bearer demo")
            .header("Content-Type", "application/x-ndjson")
            .timeout(SOON)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.body()).contains("\"accepted\":" + chunk.size());
  }

  /// Ends the minute of the open slice, if it has rows yet.
  private static void seal(Path data) {
    boolean done =
        Await.until(
            SOON,
            () -> {
              try (var database = database(data)) {
                new PostgresSliceCatalog(database, SealConfig.standard()).seal(Instant.now());
                return true;
              }
            });
    assertThat(done).as("sealed").isTrue();
  }

  private static PostgresDatabase database(Path data) throws IOException {
    return PostgresDatabase.at(ServerFile.read(ServerFile.inData(data)).database());
  }

  private static long stored(ServerProcess server) throws SQLException {
    try (var connection = server.connect()) {
      return Oracle.number(connection, "SELECT coalesce(sum(stored), 0) FROM source_account");
    }
  }

  private void assertEachIsThereOnce(LakeFiles lake, long sent) throws SQLException {
    var byType = new TreeMap<>(events.stream().collect(groupingBy(GitHubEvent::type, counting())));
    byType.replaceAll((_, count) -> count * COPIES.size());
    assertThat(lake.counts(TableName.EVENTS, "SELECT 'ids', count(DISTINCT message_id)"))
        .isEqualTo(Map.of("ids", sent));
    assertThat(lake.counts(TableName.EVENTS, "SELECT name, count(*)")).isEqualTo(byType);
    for (var rollup : List.of(TableName.ROLLUP_HOUR, TableName.ROLLUP_DAY)) {
      assertThat(Await.until(SOON, () -> rollup(lake, rollup).equals(byType)))
          .as(() -> rollup.text() + " has all of them")
          .isTrue();
    }
  }

  /// The rollups are committed after the events.
  private static Map<String, Long> rollup(LakeFiles lake, TableName table) throws SQLException {
    return lake.counts(table, "SELECT name, sum(events)::BIGINT");
  }

  private static void assertTheStoreHasLetGo(ServerProcess server) {
    assertThat(Await.until(SOON, () -> sealed(server) == 0))
        .as(() -> "sealed slices are dropped; log:\n" + server.logTail())
        .isTrue();
  }

  private static String status(Path data) {
    var status = ProgramRun.of("lake", "status", "--data", data.toString());
    assertThat(status.exitCode()).as(status::output).isZero();
    return status.output();
  }
}
