package dev.forktail.app.load;

import static dev.forktail.app.load.RecordedRun.Outcome.ACKNOWLEDGED;
import static dev.forktail.app.load.RecordedRun.Outcome.REFUSED;
import static dev.forktail.app.load.RecordedRun.Outcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.app.load.ScriptedServer.Reply;
import dev.forktail.app.load.ScriptedServer.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadLoopTest {
  private static final Pattern MESSAGE_ID = Pattern.compile("\"messageId\":\"([^\"]+)\"");
  @TempDir private Path folder;

  @Test
  void everyEventIsSentOnceAndAcknowledged() throws IOException {
    try (var server = ScriptedServer.start(_ -> Reply.ok())) {
      var sending = send(TestRun.plan(server.url(), 1_000, Duration.ofMillis(300)));

      assertThat(sending.meter().sent()).isEqualTo(300);
      assertThat(sending.meter().acked()).isEqualTo(300);
      assertThat(sending.meter().retries()).isZero();
      assertThat(idsSentTo(server)).hasSize(300).doesNotHaveDuplicates();
      assertThat(ledger().events(ACKNOWLEDGED)).isEqualTo(300);
    }
  }

  @Test
  void batchesCarryAsManyEventsAsTheyShould() throws IOException {
    try (var server = ScriptedServer.start(_ -> Reply.ok())) {
      send(TestRun.plan(server.url(), 1_000, Duration.ofMillis(300), 100));

      assertThat(server.requests()).hasSize(3);
      assertThat(idsSentTo(server)).hasSize(300).doesNotHaveDuplicates();
      assertThat(ledger().events(ACKNOWLEDGED)).isEqualTo(300);
    }
  }

  @Test
  void arrivalsComeByTheClockAndLatencyCountsFromTheIntendedTime() throws IOException {
    var stalled = new AtomicInteger();
    try (var server = ScriptedServer.start(stallingOnce(stalled, 400))) {
      var sending = send(plan(server, 200, Duration.ofSeconds(1), 1));

      assertThat(sending.meter().sent()).isEqualTo(200);
      long slow = sending.meter().ackMicros().getCountBetweenValues(100_000, 1_000_000);
      assertThat(slow)
          .as("with one connection, a stall of 400 ms delays the 60 events of 300 ms by 100 ms")
          .isGreaterThan(50);
      assertThat(sending.meter().connectionWaitMicros().getCountBetweenValues(100_000, 1_000_000))
          .as("which they spent waiting for the connection")
          .isGreaterThan(50);
      assertThat(sending.meter().lateMicros().getValueAtPercentile(90))
          .as("and not for the generator")
          .isLessThan(50_000);
    }
  }

  @Test
  void whatWasNotAcknowledgedIsSentAgainWithTheSameIdsAndBytes() throws IOException {
    var replies =
        List.of(
            Reply.status(503), new Reply.Reset(), Reply.status(500), Reply.status(429), Reply.ok());
    var count = new AtomicInteger();
    try (var server =
        ScriptedServer.start(_ -> replies.get(Math.min(count.getAndIncrement(), 4)))) {
      var sending = send(plan(server, 1, Duration.ofSeconds(1), 1));

      assertThat(server.requests()).hasSize(5);
      assertThat(server.requests().stream().map(Request::body).distinct()).hasSize(1);
      assertThat(sending.meter().sent()).isEqualTo(1);
      assertThat(sending.meter().retries()).isEqualTo(4);
      assertThat(sending.meter().throttled()).isEqualTo(2);
      assertThat(sending.meter().serverErrors()).isEqualTo(1);
      assertThat(sending.meter().disconnects()).isEqualTo(1);
      assertThat(ledger().events(ACKNOWLEDGED)).isEqualTo(1);
    }
  }

  @Test
  void retryAfterIsHonoured() throws IOException {
    var count = new AtomicInteger();
    var busy = new Reply.Answer(503, Map.of("Retry-After", "1"), "");
    try (var server = ScriptedServer.start(_ -> count.getAndIncrement() == 0 ? busy : Reply.ok())) {
      var sending = send(plan(server, 1, Duration.ofMillis(500), 1));

      assertThat(sending.meter().ackMicros().getMaxValue()).isBetween(1_000_000L, 1_600_000L);
    }
  }

  @Test
  void aServerThatAnswersTooLateCountsAsUnknownAndIsAskedAgain() throws IOException {
    var count = new AtomicInteger();
    try (var server =
        ScriptedServer.start(
            _ -> count.getAndIncrement() == 0 ? new Reply.Silence() : Reply.ok())) {
      var sending = send(plan(server, 10, Duration.ofMillis(100), 1));

      assertThat(sending.meter().timeouts()).isEqualTo(1);
      assertThat(idsSentTo(server)).hasSize(2);
      assertThat(ledger().events(ACKNOWLEDGED)).isEqualTo(1);
    }
  }

  @Test
  void refusedEventsAreNotSentAgain() throws IOException {
    try (var server = ScriptedServer.start(_ -> Reply.status(413))) {
      var sending = send(TestRun.plan(server.url(), 100, Duration.ofMillis(100)));

      assertThat(sending.meter().refused()).isEqualTo(10);
      assertThat(server.requests()).hasSize(10);
      assertThat(ledger().events(REFUSED)).isEqualTo(10);
    }
  }

  @Test
  void aBatchThatWasTakenInPartIsNeitherAcknowledgedNorSentAgain() throws IOException {
    var partly =
        new Reply.Answer(200, Map.of(), "{\"success\":true,\"accepted\":99,\"refused\":1}");
    try (var server = ScriptedServer.start(_ -> partly)) {
      var sending = send(TestRun.plan(server.url(), 1_000, Duration.ofMillis(200), 100));

      assertThat(sending.meter().acked()).isZero();
      assertThat(sending.meter().refused()).isEqualTo(200);
      assertThat(server.requests()).hasSize(2);
      assertThat(ledger().events(UNKNOWN)).isEqualTo(200);
    }
  }

  @Test
  void aKeyThatIsRefusedEndsTheRun() throws IOException {
    try (var server = ScriptedServer.start(_ -> Reply.status(401))) {
      assertThatThrownBy(() -> send(TestRun.plan(server.url(), 100, Duration.ofSeconds(60))))
          .isInstanceOf(KeyRefusedException.class)
          .hasMessageContaining("401");
    }
  }

  @Test
  void aServerThatGoesAwayAndComesBackLosesNothing() throws Exception {
    var first = ScriptedServer.start(_ -> Reply.ok());
    int port = first.url().getPort();
    var plan = TestRun.plan(first.url(), 500, Duration.ofMillis(1_200));
    var returned = new ScriptedServer[1];
    var seconds = new AtomicInteger();
    first.close();

    var sending =
        send(
            plan,
            () -> {
              if (seconds.getAndIncrement() == 0) {
                returned[0] = startOn(port);
              }
            });

    try (var server = returned[0]) {
      assertThat(sending.meter().acked()).isEqualTo(600);
      assertThat(Set.copyOf(idsSentTo(server))).hasSize(600);
      assertThat(sending.meter().ackMicros().getMaxValue())
          .as("the first events waited until the server was there")
          .isGreaterThan(900_000);
    }
  }

  @Test
  void afterItsPatienceTheRunEndsWithUnacknowledgedEvents() throws IOException {
    try (var server = ScriptedServer.start(_ -> new Reply.Silence())) {
      var plan = plan(server, 100, Duration.ofMillis(100), 4);

      var sending = send(patient(plan, Duration.ofMillis(100)));

      assertThat(sending.meter().acked()).isZero();
      assertThat(sending.waiting()).isEqualTo(6);
      assertThat(ledger().events(UNKNOWN)).isEqualTo(4);
    }
  }

  @Test
  void aConnectionThatTheServerClosesIsOpenedAgain() throws IOException {
    var closing = new Reply.Answer(200, Map.of("Connection", "close"), "{}");
    try (var server = ScriptedServer.start(_ -> closing)) {
      var sending = send(TestRun.plan(server.url(), 100, Duration.ofMillis(200)));

      assertThat(sending.meter().acked()).isEqualTo(20);
      assertThat(sending.meter().retries()).isZero();
    }
  }

  private Sending send(LoadPlan plan) throws IOException {
    return send(plan, () -> {});
  }

  private Sending send(LoadPlan plan, Runnable everySecond) throws IOException {
    var clocks = new Clocks(InstantSource.system(), System::nanoTime);
    try (var ledger = Ledger.create(TestRun.ledger(folder), TestRun.RUN, plan.batch(), 5)) {
      var sending =
          Sending.prepare(
              plan, TestRun.templates(plan.size()), TestRun.RUN, ledger, clocks, new Random(1));
      sending.run(everySecond);
      return sending;
    }
  }

  private RecordedRun ledger() throws IOException {
    return RecordedRun.read(TestRun.ledger(folder));
  }

  private static LoadPlan plan(
      ScriptedServer server, double rate, Duration duration, int connections) {
    var plan = TestRun.plan(server.url(), rate, duration);
    return new LoadPlan(
        plan.url(),
        plan.key(),
        rate,
        duration,
        plan.warmup(),
        plan.size(),
        connections,
        plan.batch(),
        plan.format(),
        Duration.ofMillis(600),
        plan.patience(),
        plan.waitingMax(),
        plan.seed());
  }

  private static LoadPlan patient(LoadPlan plan, Duration patience) {
    return new LoadPlan(
        plan.url(),
        plan.key(),
        plan.rate(),
        plan.duration(),
        plan.warmup(),
        plan.size(),
        plan.connections(),
        plan.batch(),
        plan.format(),
        plan.timeout(),
        patience,
        plan.waitingMax(),
        plan.seed());
  }

  private static Function<Request, Reply> stallingOnce(AtomicInteger count, long millis) {
    return _ -> count.getAndIncrement() == 20 ? new Reply.Delayed(millis, Reply.ok()) : Reply.ok();
  }

  private static ScriptedServer startOn(int port) {
    try {
      return ScriptedServer.startOn(port, _ -> Reply.ok());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> idsSentTo(ScriptedServer server) {
    return server.requests().stream()
        .flatMap(request -> MESSAGE_ID.matcher(request.body()).results())
        .map(result -> result.group(1))
        .collect(Collectors.toList());
  }
}
