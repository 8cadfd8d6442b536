package dev.forktail.app.fault;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.realevents.GitHubEvent;
import dev.forktail.app.realevents.GitHubEvents;
import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The event database is lost at once, and everything else is still there: events are in the lake,
/// some of them imported, in staged files, in journals, and some of them were in the database
/// alone.
@Order(4)
final class RecoveryIT {
  private static final int EVENT_BYTES_MAX = 32 << 10;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Pattern LAST = Pattern.compile("\"last_received\":\"([^\"]+)\"");
  private static final Pattern COUNT =
      Pattern.compile("\"name\":\"([^\"]+)\",\"source\":\"[^\"]+\",\"events\":(\\d+)");
  private static final String BY_NAME = "SELECT name, count(*) FROM events GROUP BY 1 ORDER BY 1";
  private static final int IMPORTED = 3;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private final List<GitHubEvent> all =
      GitHubEvents.all().stream().filter(RecoveryIT::isSmallEnough).limit(5_000).toList();

  /// Where each part is when the database is lost.
  private final List<GitHubEvent> committed = all.subList(0, 2_500);

  private final List<GitHubEvent> staged = all.subList(2_500, 3_500);
  private final List<GitHubEvent> open = all.subList(3_500, 4_000);
  private final List<GitHubEvent> unstored = all.subList(4_000, 5_000);

  private static boolean isSmallEnough(GitHubEvent event) {
    return event.toTrack(event.id(), Instant.EPOCH).length <= EVENT_BYTES_MAX;
  }

  @Test
  void whatIsInFilesComesBackAndWhatIsLostIsNamed() throws Exception {
    try (var workshop = new Workshop("recovery")) {
      Path data = workshop.folder("data");
      var setup =
          ServerProcess.Setup.in(data)
              .with("lake.promoted=login string $.properties.actor.login", "buffer.lanes=1")
              .with("journal.segment-bytes=1MB", "journal.group-bytes=256KB");
      var server = new ServerProcess(workshop, setup).start();
      var client = new ServerClient(server, data);
      importSome(data, IMPORTED, 0);
      loseTheDatabase(server, client, data);
      linkTheLake(workshop, data);

      assertANewFolderGetsWhatIsInFiles(workshop, data);
      recoverInPlace(data);
      server.start();
      client.restarted();

      int inFiles = IMPORTED + committed.size() + staged.size() + unstored.size();
      assertThat(Await.until(SOON, () -> events(client) >= inFiles && journals(data) == 1))
          .as(() -> "journals are drained; log:\n" + server.logTail())
          .isTrue();
      assertEachCountsOnce(client);
      client.send(lines(all));
      assertThat(Await.until(SOON, () -> events(client) == all.size() + IMPORTED)).isTrue();
      assertThat(client.rows(BY_NAME)).isEqualTo(expected(all));
      assertThat(countsByName(client)).isEqualTo(byName(all));
      assertThat(client.rows("SELECT count(login), count(DISTINCT login) FROM events"))
          .isEqualTo(List.of(all.size() + "," + logins()));
      importSome(data, 0, IMPORTED);
      assertTheExportGoesOn(client, data);
    }
  }

  /// Imports a file, the same at each call; one of its events has no id of its own.
  private void importSome(Path data, int imported, int duplicates) throws IOException {
    var file = data.resolveSibling("history.csv");
    var at = now.minus(Duration.ofDays(2));
    Files.writeString(
        file,
        "event,time,message_id\nimported,%1$s,i1\nimported,%1$s,i2\nimported,%1$s,\n"
            .formatted(at));
    assertThat(ProgramRun.of("import", "--data", data.toString(), file.toString()).output())
        .contains("imported=%d duplicates=%d refused=0".formatted(imported, duplicates));
  }

  /// The lake now lies elsewhere, and is found by a link in its old place.
  private static void linkTheLake(Workshop workshop, Path data) throws IOException {
    var moved = workshop.folder().resolve("moved");
    Files.move(data.resolve("lake"), moved);
    Files.createSymbolicLink(data.resolve("lake"), moved);
  }

  private void loseTheDatabase(ServerProcess server, ServerClient client, Path data)
      throws Exception {
    client.store(lines(committed));
    client.export();
    client.store(lines(staged));
    client.stage();
    client.store(lines(open));
    Shell.signal("STOP", server.postgres());
    client.send(lines(unstored));
    server.kill();
    PostgresProcesses.kill(data.resolve("postgres/cluster"));
    Files.move(data.resolve("postgres"), data.resolve("postgres.lost"));
  }

  private void assertANewFolderGetsWhatIsInFiles(Workshop workshop, Path data) throws IOException {
    Path other = workshop.folder("other");
    killWhileItFillsTheDatabase(data, other);
    var lost = recover(data, other, "--json");

    int files = committed.size() + staged.size();
    assertThat(lost.exitCode()).as(lost::output).isZero();
    assertThat(lost.output())
        .contains("\"events\":" + (files + IMPORTED) + ",")
        .contains("\"events_salvaged\":" + staged.size() + ",\"slices_salvaged\":")
        .contains("\"message_ids\":" + files + ",")
        .contains("\"promoted\":1,\"projects\":1,\"journals\":0,")
        .contains("Events received after " + lastReceived(lost.output()) + " that were stored")
        .contains("\"new_keys\":{\"1\":{");
    assertThat(recover(data, other).output())
        .contains("The event database of " + other + " is not empty, so nothing was changed.");
  }

  /// The counters are written, and not committed.
  private static void killWhileItFillsTheDatabase(Path lake, Path data) {
    var killed = ProgramRun.killedAt("Message ids: part 1 of 1", recovery(lake, data));
    assertThat(killed.exitCode()).as(killed::output).isEqualTo(137);
    assertThat(killed.output()).contains("Counting minutes: part 1").doesNotContain("Recovered");
  }

  private static String lastReceived(String json) {
    var match = LAST.matcher(json);
    assertThat(match.find()).isTrue();
    return match.group(1);
  }

  private void recoverInPlace(Path data) {
    var done = recover(data, data);
    assertThat(done.exitCode()).as(done::output).isZero();
    assertThat(done.output())
        .contains("project      1 default")
        .contains("Those still in the journals of the data folder (1) are stored")
        .contains("Start the server:  ./forktail serve --data " + data)
        .doesNotContain("New keys");
  }

  private static Shell.Result recover(Path lake, Path data, String... more) {
    return ProgramRun.of(recovery(lake, data, more));
  }

  private static String[] recovery(Path lake, Path data, String... more) {
    var arguments = new ArrayList<>(List.of("recover", "--lake", "file://" + lake + "/lake"));
    arguments.addAll(List.of("--data", data.toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  /// All that was in files or in journals is there; of the events that were in the database alone
  /// those are, whose journal was not deleted yet.
  private void assertEachCountsOnce(ServerClient client) throws Exception {
    assertThat(client.rows("SELECT count(*) - count(DISTINCT message_id) FROM events"))
        .isEqualTo(List.of("0"));
    var certain = new ArrayList<>(committed);
    certain.addAll(staged);
    certain.addAll(unstored);
    var ids = client.rows("SELECT message_id FROM events");
    assertThat(ids).containsAll(certain.stream().map(GitHubEvent::id).toList());
    assertThat(client.rows("SELECT sum(events) FROM rollup_hour"))
        .isEqualTo(List.of(Integer.toString(ids.size())));
    assertThat(countsByName(client).values().stream().mapToLong(n -> n).sum())
        .isEqualTo(ids.size());
  }

  private void assertTheExportGoesOn(ServerClient client, Path data) throws Exception {
    client.export();
    try (var database = client.database()) {
      var lake = new LakeFiles(data.resolve("lake"), database);
      assertThat(lake.counts(TableName.EVENTS, "SELECT name, count(*)")).isEqualTo(byName(all));
      assertThat(lake.counts(TableName.ROLLUP_HOUR, "SELECT name, sum(events)::BIGINT"))
          .isEqualTo(byName(all));
      assertThat(lake.counts(TableName.ROLLUP_DAY, "SELECT name, sum(events)::BIGINT"))
          .isEqualTo(byName(all));
    }
    assertThat(ProgramRun.of("verify-store", "--data", data.toString()).output())
        .contains("The store is right");
    assertThat(ProgramRun.of("lake", "status", "--data", data.toString()).output())
        .contains("Every sealed slice is staged.");
  }

  private static long events(ServerClient client) throws Exception {
    return Long.parseLong(client.rows("SELECT count(*) FROM events").getFirst());
  }

  private static long journals(Path data) throws IOException {
    try (var folders = Files.list(data.resolve("journal"))) {
      return folders.count();
    }
  }

  private Map<String, Long> countsByName(ServerClient client) throws Exception {
    var counts = new TreeMap<String, Long>();
    String asked =
        "/v1/counts?unit=day&from=%s&to=%s".formatted(now.minus(Duration.ofDays(9)), now);
    COUNT
        .matcher(client.get(asked))
        .results()
        .forEach(match -> counts.merge(match.group(1), Long.parseLong(match.group(2)), Long::sum));
    return counts;
  }

  private List<byte[]> lines(List<GitHubEvent> events) {
    var shift = Duration.between(all.getFirst().createdAt(), now.minus(Duration.ofHours(30)));
    return events.stream()
        .map(event -> event.toTrack(event.id(), event.createdAt().plus(shift)))
        .toList();
  }

  /// These, and what was imported.
  private static Map<String, Long> byName(List<GitHubEvent> events) {
    var counts = new TreeMap<>(events.stream().collect(groupingBy(GitHubEvent::type, counting())));
    counts.put("imported", (long) IMPORTED);
    return counts;
  }

  private static List<String> expected(List<GitHubEvent> events) {
    return byName(events).entrySet().stream()
        .map(entry -> entry.getKey() + "," + entry.getValue())
        .toList();
  }

  private long logins() {
    return all.stream().map(GitHubEvent::actor).distinct().count();
  }
}
