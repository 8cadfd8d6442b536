package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.FailingForktail;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// F04: of all forces of a process one fails, the first, the second, and so on: those of its start,
/// those that open a segment, those of a group. The disk has lost what it should have forced.
final class NthForceIT {
  private static final int POSITIONS = 50;
  private static final Duration SOON = Duration.ofSeconds(30);

  private final long seed = Gate.seed();

  @Test
  void whicheverForceFailsNothingAcknowledgedIsLost() throws IOException {
    try (var workshop = new Workshop("nth-force")) {
      var postgres = ExternalPostgres.in(workshop.folder("postgres"), workshop);
      var setup =
          ServerProcess.Setup.in(workshop.folder("data"))
              .with("journal.segment-bytes=128KiB", "journal.group-bytes=64KiB")
              .with(postgres.settings(postgres.port()))
              .running(FailingForktail.class);
      var server = new ServerProcess(workshop, setup);
      server.start();
      var sender = Sender.start(server.port(), 1_000);
      int refused = 0;
      for (int position : positions()) {
        server.kill();
        refused += failAt(position, server, sender) ? 0 : 1;
      }
      sender.stop(Duration.ofSeconds(20));

      var verdict = new Oracle(sender).judge(postgres::connect);

      FaultReport.print(
          "F04 one fsync fails",
          positions().size(),
          verdict,
          "positions=%s starts_refused=%d answers=%s seed=%d"
              .formatted(positions(), refused, sender.answers(), seed));
      assertThat(verdict).matches(Verdict::isClean);
      assertThat(sender.answers(500)).isZero();
    }
  }

  /// The first ones are of the start, the others mostly of groups.
  private List<Integer> positions() {
    if (Gate.isNightly()) {
      return IntStream.rangeClosed(1, POSITIONS).boxed().toList();
    }
    var random = new SplittableRandom(seed);
    return List.of(
        1, 2, 3, random.nextInt(4, 10), random.nextInt(10, 30), random.nextInt(30, POSITIONS + 1));
  }

  /// Starts a process in which that force fails. It either gets over it by itself or ends at once,
  /// and then the next one starts; returns which.
  private static boolean failAt(int position, ServerProcess server, Sender sender)
      throws IOException {
    long before = failures(server);
    server.launch(FailingDisk.property(position));
    assertThat(Await.until(SOON, () -> failures(server) > before)).as(server::logTail).isTrue();
    assertThat(Await.until(SOON, () -> !server.isAlive() || server.isReady()))
        .as(server::logTail)
        .isTrue();
    boolean alive = server.isAlive();
    if (!alive) {
      assertThat(server.awaitEnd()).isPositive();
      server.start();
    }
    sender.awaitMore(500, SOON);
    assertThat(Await.until(Duration.ofSeconds(5), server::isReady)).as(server::logTail).isTrue();
    assertThat(failures(server)).isEqualTo(before + 1);
    return alive;
  }

  private static long failures(ServerProcess server) throws IOException {
    return server.log().stream().filter(line -> line.contains(FailingDisk.WORDS)).count();
  }
}
