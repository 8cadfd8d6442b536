package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// F14 and F08: processes of PostgreSQL, or the server itself, are killed or stand still, and
/// nobody but the server puts it right.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrashLoopIT {
  private static final int RATE = 1_000;

  private final Workshop workshop = new Workshop("crash-loop");
  private final ServerProcess server =
      new ServerProcess(workshop, ServerProcess.Setup.in(workshop.folder("data")));
  private final List<Sender> senders = new ArrayList<>();

  @BeforeAll
  void start() {
    server.start();
  }

  @AfterAll
  void end() {
    workshop.close();
  }

  @Test
  void postgresMayDieAgainAndAgain() {
    int cycles = Gate.cycles(5, 60);
    long seed = Gate.seed();
    var random = new SplittableRandom(seed);
    var sender = send();
    for (int cycle = 0; cycle < cycles; cycle++) {
      Await.pause(Duration.ofMillis(random.nextInt(1_000, Gate.isNightly() ? 10_000 : 3_000)));
      assertThat(Await.until(Duration.ofMinutes(2), this::takesConnections))
          .as(server::logTail)
          .isTrue();
      var processes = server.postgres();
      boolean postmaster = cycle % 2 == 0;
      int victim = postmaster ? 0 : random.nextInt(1, processes.size());
      Shell.signal("KILL", List.of(processes.get(victim)));
    }
    var verdict = judge(sender);

    FaultReport.print(
        "F14 PostgreSQL killed", cycles, verdict, "answers=" + sender.answers() + " seed=" + seed);
    assertThat(verdict).matches(Verdict::isClean);
    assertThat(sender.answers()).containsOnlyKeys(200);
  }

  @Test
  void whoStoodStillGoesOnAsIfNothingHadBeen() throws Exception {
    var sender = send();
    pause(List.of(server.pid()), Duration.ofSeconds(2));
    sender.awaitMore(RATE, Duration.ofSeconds(30));
    pause(server.postgres(), Duration.ofSeconds(4));
    sender.awaitMore(RATE, Duration.ofSeconds(30));
    pause(laneBackends(), Duration.ofSeconds(Gate.isNightly() ? 60 : 10));
    var verdict = judge(sender);

    FaultReport.print("F08 paused", 3, verdict, "answers=" + sender.answers());
    assertThat(verdict).matches(Verdict::isClean);
    assertThat(sender.answers(500)).isZero();
  }

  private Sender send() {
    var sender = Sender.start(server.port(), RATE);
    senders.add(sender);
    sender.awaitMore(RATE, Duration.ofSeconds(30));
    return sender;
  }

  private Verdict judge(Sender sender) {
    sender.stop(Duration.ofSeconds(20));
    return new Oracle(senders.toArray(Sender[]::new)).judge(server::connect);
  }

  private boolean takesConnections() throws Exception {
    try (var connection = server.connect()) {
      return connection.isValid(2);
    }
  }

  /// The database's side of the lanes' connections.
  private List<Long> laneBackends() throws Exception {
    try (var connection = server.connect()) {
      return Oracle.numbers(
          connection,
          "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'forktail lane%'");
    }
  }

  private static void pause(List<Long> processes, Duration length) {
    assertThat(processes).isNotEmpty();
    Shell.signal("STOP", processes);
    Await.pause(length);
    Shell.signal("CONT", processes);
  }
}
