package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.realevents.GitHubEvent;
import dev.forktail.app.realevents.GitHubEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Counters that PostgreSQL has let go of: the same questions have the same answers, from the lake.
final class OldCountersIT {
  private static final int EVENTS = 1_000;
  private static final List<ChronoUnit> UNITS =
      List.of(ChronoUnit.MINUTES, ChronoUnit.HOURS, ChronoUnit.DAYS);
  private static final Pattern COUNT =
      Pattern.compile(
          "\\{\"bucket\":\"([^\"]+)\",\"name\":\"([^\"]+)\",\"source\":\"[^\"]+\",\"events\":(\\d+)}");

  /// When each copy of the file has happened, long ago and just now.
  private static final List<Duration> AGES =
      List.of(
          Duration.ofDays(25), Duration.ofHours(26), Duration.ofHours(26), Duration.ofMinutes(30));

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private final List<Stored> sent = new ArrayList<>();

  private record Stored(String name, Instant occurred) {}

  @Test
  void theSameQuestionOverNinetyDaysHasTheSameAnswerFromTheLake() throws Exception {
    try (var workshop = new Workshop("old-counters")) {
      var data = workshop.folder("data");
      var setup = ServerProcess.Setup.in(data);
      var server = new ServerProcess(workshop, setup).start();
      var client = new ServerClient(server, data);
      client.store(copy(0));
      client.export();
      client.store(copy(1));
      client.stage();
      client.store(copy(2));
      client.store(copy(3));
      assertCounts(client);
      server.stop();

      var tidy = setup.with("rollups.retention=2h", "rollups.minute-retention=2h");
      var later = new ServerProcess(workshop, tidy).start();
      var asker = new ServerClient(later, data);
      for (var unit : List.of("minute", "hour", "day")) {
        String old =
            "SELECT count(*) FROM rollup_%1$s WHERE bucket < now() - INTERVAL '25 hours'"
                .formatted(unit);
        assertThat(Await.until(Duration.ofSeconds(30), () -> asker.number(old) == 0))
            .as(() -> "PostgreSQL lets go of its counters; log:\n" + later.logTail())
            .isTrue();
      }
      assertCounts(asker);

      var late = now.minus(Duration.ofHours(26));
      sent.add(new Stored("PushEvent", late));
      asker.store(
          List.of(
              """
              {"messageId":"late","event":"PushEvent","userId":"u","timestamp":"%s"}\
              """
                  .formatted(late)
                  .getBytes(UTF_8)));
      assertCounts(asker);
      asker.export();
      assertCounts(asker);
    }
  }

  private List<byte[]> copy(int number) {
    var events = GitHubEvents.all().subList(number * EVENTS, (number + 1) * EVENTS);
    var shift = Duration.between(events.getFirst().createdAt(), now.minus(AGES.get(number)));
    var lines = new ArrayList<byte[]>();
    for (GitHubEvent event : events) {
      var occurred = event.createdAt().plus(shift);
      byte[] line = event.toTrack(event.id(), occurred);
      if (line.length <= 32 << 10) {
        lines.add(line);
        sent.add(new Stored(event.type(), occurred));
      }
    }
    return lines;
  }

  private void assertCounts(ServerClient client) throws Exception {
    for (var unit : UNITS) {
      var from = now.minus(unit == ChronoUnit.MINUTES ? Duration.ofDays(3) : Duration.ofDays(90));
      String asked =
          "/v1/counts?unit=%s&from=%s&to=%s"
              .formatted(
                  unit.name().toLowerCase(Locale.ROOT).replaceAll("s$", ""),
                  from,
                  now.plusSeconds(3_600));
      var answers =
          COUNT
              .matcher(client.get(asked))
              .results()
              .map(match -> match.group(1) + " " + match.group(2) + " " + match.group(3))
              .toList();
      assertThat(answers).as("by %s", unit).isEqualTo(expected(unit, from));
    }
  }

  private List<String> expected(ChronoUnit unit, Instant from) {
    record Bucket(Instant begin, String name) {}
    return sent.stream()
        .map(event -> new Bucket(event.occurred().truncatedTo(unit), event.name()))
        .filter(bucket -> !bucket.begin().isBefore(from))
        .collect(groupingBy(bucket -> bucket, counting()))
        .entrySet()
        .stream()
        .sorted(
            Comparator.comparing((Map.Entry<Bucket, Long> e) -> e.getKey().begin())
                .thenComparing(e -> e.getKey().name()))
        .map(e -> e.getKey().begin() + " " + e.getKey().name() + " " + e.getValue())
        .toList();
  }
}
