package dev.forktail.app.fault;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.ServerFile;
import dev.forktail.app.realevents.GitHubEvent;
import dev.forktail.app.realevents.GitHubEvents;
import dev.forktail.postgres.PostgresDatabase;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// One answer over all ages: while events come in and slices are sealed, staged, committed, merged
/// and dropped, the numbers of minutes that are over never change, and are those of the file.
final class StableCountsIT {
  private static final int EVENT_BYTES_MAX = 32 << 10;
  private static final int CHUNK_EVENTS = 1_000;
  private static final int RATE = 500;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration HOLD = Duration.ofSeconds(Gate.isNightly() ? 600 : 20);

  private final List<GitHubEvent> events =
      GitHubEvents.all().stream()
          .filter(event -> track(event, Duration.ZERO).length <= EVENT_BYTES_MAX)
          .toList();
  private final Instant begin =
      Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(50));
  private final Duration shift = Duration.between(events.getFirst().createdAt(), begin);
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aMinuteThatIsOverHasOneNumberWhereverItsEventsAre() throws Exception {
    try (var workshop = new Workshop("counts")) {
      Path data = workshop.folder("data");
      var setup = ServerProcess.Setup.in(data).with("export.every=2s", "export.retention=0s");
      var server = new ServerProcess(workshop, setup);
      server.start();
      var end = begin.plus(Duration.ofMinutes(40));
      for (int first = 0; first < events.size(); first += CHUNK_EVENTS) {
        send(server, events.subList(first, Math.min(first + CHUNK_EVENTS, events.size())));
        if (first < events.size() / 2) {
          seal(data);
        }
      }
      assertThat(Await.until(SOON, () -> stored(server) == events.size())).as("stored").isTrue();

      var questions = questions(end);
      var seen = new Seen();
      var sender = Sender.start(server.port(), RATE);
      long until = System.nanoTime() + HOLD.toNanos();
      long limit = until + SOON.toNanos();
      while (System.nanoTime() < until || (!seen.both() && System.nanoTime() < limit)) {
        for (var question : questions.entrySet()) {
          var answer = ask(server, question.getKey());
          assertThat(rows(answer)).as(question.getKey()).isEqualTo(question.getValue());
          seen.note(answer);
        }
        seal(data);
      }
      assertThat(sender.stop(SOON).acknowledged()).isPositive();
      System.out.printf(
          "Stable counts: events=%d answers=%d openRowsMax=%d filesMax=%d%n",
          events.size(), seen.answers, seen.openRowsMax, seen.filesMax);
      assertThat(seen.openRowsMax).isPositive();
      assertThat(seen.filesMax).isPositive();
    }
  }

  /// Questions about the time before `end`, and what the file says to each.
  private Map<String, Map<String, Long>> questions(Instant end) {
    var before = " WHERE occurred < TIMESTAMPTZ '" + end + "'";
    String busiest =
        count(GitHubEvent::actor).entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .orElseThrow()
            .getKey();
    return Map.of(
        "SELECT name, count(*) FROM events" + before + " GROUP BY 1",
        count(GitHubEvent::type),
        "SELECT strftime(occurred, '%Y-%m-%dT%H:%M:00Z'), count(*) FROM events"
            + before
            + " GROUP BY 1",
        count(event -> event.createdAt().plus(shift).truncatedTo(ChronoUnit.MINUTES).toString()),
        "SELECT properties->>'public', count(*) FROM events" + before + " GROUP BY 1",
        Map.of("true", (long) events.size()),
        "SELECT user_id, count(*) FROM events"
            + before
            + " AND user_id = '"
            + busiest
            + "' GROUP BY 1",
        Map.of(busiest, count(GitHubEvent::actor).get(busiest)));
  }

  private Map<String, Long> count(Function<GitHubEvent, String> key) {
    return events.stream().collect(groupingBy(key, TreeMap::new, counting()));
  }

  private static Map<String, Long> rows(HttpResponse<String> answer) {
    return answer
        .body()
        .lines()
        .skip(1)
        .map(line -> line.split(","))
        .collect(Collectors.toMap(parts -> parts[0], parts -> Long.parseLong(parts[1])));
  }

  private HttpResponse<String> ask(ServerProcess server, String sql)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/query"))
            .header("Authorization", "Bearer demo-admin")
            .timeout(SOON)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"format\":\"csv\",\"sql\":\"" + sql.replace("\"", "\\\"") + "\"}"))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode())
        .as(() -> answer.body() + "\n" + server.logTail())
        .isEqualTo(200);
    return answer;
  }

  private void send(ServerProcess server, List<GitHubEvent> chunk)
      throws IOException, InterruptedException {
    var body = new ByteArrayOutputStream();
    for (var event : chunk) {
      body.writeBytes(track(event, shift));
      body.write('\n');
    }
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/events"))
            .header("Authorization", "Bearer demo")
            .header("Content-Type", "application/x-ndjson")
            .timeout(SOON)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
        .contains("\"accepted\":" + chunk.size());
  }

  private static byte[] track(GitHubEvent event, Duration shift) {
    return event.toTrack(event.id(), event.createdAt().plus(shift));
  }

  private static void seal(Path data) {
    var _ =
        Await.until(
            SOON,
            () -> {
              var file = ServerFile.read(ServerFile.inData(data));
              try (var database = PostgresDatabase.at(file.database())) {
                new PostgresSliceCatalog(database, SealConfig.standard()).seal(Instant.now());
                return true;
              }
            });
  }

  private static long stored(ServerProcess server) throws SQLException {
    try (var connection = server.connect()) {
      return Oracle.number(connection, "SELECT coalesce(sum(stored), 0) FROM source_account");
    }
  }

  /// Where the events of the answers were.
  private static final class Seen {
    private long answers;
    private long openRowsMax;
    private long filesMax;

    void note(HttpResponse<String> answer) {
      answers++;
      openRowsMax = Math.max(openRowsMax, number(answer, "Forktail-Open-Rows"));
      filesMax = Math.max(filesMax, number(answer, "Forktail-Files"));
    }

    /// Whether there were answers from files and from rows that were in none.
    boolean both() {
      return openRowsMax > 0 && filesMax > 0;
    }

    private static long number(HttpResponse<String> answer, String header) {
      return answer.headers().firstValueAsLong(header).orElseThrow();
    }
  }
}
