package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.CrashingForktail;
import dev.forktail.app.fault.CrashPoint.Place;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// F02: the server dies at each point where the order of things matters: in the journal, around the
/// acknowledgement, in the talk with the database, in a seal. The next start, which has to put it
/// right, is the one that dies at the next point.
final class CrashPointIT {
  private static final Duration REACHED_MAX = Duration.ofSeconds(60);

  private final long seed = Gate.seed();
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void aCrashAtAnyPointNeitherLosesNorDoubles() throws SQLException {
    int rounds = Gate.cycles(1, 20);
    try (var workshop = new Workshop("crash-point")) {
      var postgres = ExternalPostgres.in(workshop.folder("postgres"), workshop);
      var proxy = CuttingProxy.before(postgres.port(), workshop);
      var setup =
          ServerProcess.Setup.in(workshop.folder("data"))
              .with("journal.segment-bytes=512KiB", "journal.group-bytes=256KiB")
              .with(postgres.settings(proxy.port()))
              .running(CrashingForktail.class);
      var server = new ServerProcess(workshop, setup);
      server.start();
      var sender = Sender.start(server.port(), 2_000);
      sender.awaitMore(2_000, Duration.ofSeconds(30));
      server.kill();
      int crashes = 0;
      for (int round = 0; round < rounds; round++) {
        for (var place : EnumSet.complementOf(EnumSet.of(Place.NOWHERE))) {
          crashAt(place, server);
          crashes++;
        }
        for (var cut : Cut.values()) {
          crashAt(cut, server, proxy, postgres);
          crashes++;
        }
      }
      server.start();
      sender.stop(Duration.ofSeconds(20));

      var verdict = new Oracle(sender).judge(postgres::connect);

      FaultReport.print(
          "F02 crash points",
          crashes,
          verdict,
          "ready_max=%s seed=%d".formatted(FaultReport.seconds(server.readyMax()), seed));
      assertThat(verdict).matches(Verdict::isClean);
    }
  }

  private void crashAt(Place place, ServerProcess server) {
    int times =
        switch (place) {
          case BEFORE_APPEND, AFTER_APPEND, BEFORE_FORCE, AFTER_FORCE -> random.nextInt(1, 100);
          case BEFORE_ACK, AFTER_ACK -> random.nextInt(1, 500);
          case BEFORE_STORE, BEFORE_RELEASE -> random.nextInt(1, 10);
          default -> random.nextInt(1, 3);
        };
    server.launch(CrashPoint.property(place, times));
    assertThat(Await.until(REACHED_MAX, () -> !server.isAlive()))
        .as(() -> place + " is reached for time " + times + "; " + server.threads())
        .isTrue();
    assertThat(server.awaitEnd()).isEqualTo(137);
  }

  private static void crashAt(
      Cut cut, ServerProcess server, CuttingProxy proxy, ExternalPostgres postgres)
      throws SQLException {
    server.start();
    var order = proxy.order(cut, server::kill);
    if (cut == Cut.BEFORE_SEAL_COMMIT || cut == Cut.AFTER_SEAL_COMMIT) {
      endMinute(postgres);
    }
    assertThat(order.awaitMade(REACHED_MAX.toSeconds())).as("%s is reached", cut).isTrue();
    assertThat(server.isAlive()).isFalse();
  }

  /// Lets the open slice be older than it is, so that the server seals it.
  private static void endMinute(ExternalPostgres postgres) throws SQLException {
    try (var connection = postgres.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "UPDATE slice SET opened_at = opened_at - interval '1 minute' WHERE state = 'open'");
    }
  }
}
