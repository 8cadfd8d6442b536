package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// F05: the disk that holds journal and database runs full, up to the reserve and to the last byte,
/// and has room again.
final class FullDiskIT {
  private static final Duration RECOVERY_MAX = Duration.ofSeconds(5);
  private static final int RATE = 1_500;

  @Test
  void aFullDiskIsAnswered503AndIsOverWhenThereIsRoomAgain() throws SQLException {
    var obstacles =
        Stream.of(
            CannotRunHere.withoutRoot(),
            CannotRunHere.without("mkfs.ext4"),
            CannotRunHere.withoutLoopDevice());
    if (!CannotRunHere.allows("F05 full disk", obstacles)) {
      return;
    }
    int rounds = Gate.cycles(1, 6);
    try (var workshop = new Workshop("full-disk")) {
      var disk = LoopImage.make(workshop, workshop.folder(), "ext4", 600);
      var setup =
          ServerProcess.Setup.in(disk.folder().resolve("data"))
              .with("journal.segment-bytes=1MiB", "journal.group-bytes=256KiB");
      var careful = new ServerProcess(workshop, setup.with("disk.reserve=100MB"));
      var reckless = new ServerProcess(workshop, setup.with("disk.reserve=1"));
      var first = fillAndFree(careful, disk, 50_000_000, rounds);
      careful.stop();
      var second = fillAndFree(reckless, disk, 0, rounds);

      var verdict = new Oracle(first, second).judge(reckless::connect);

      FaultReport.print(
          "F05 disk full",
          2 * rounds,
          verdict,
          "answers=%s, to the last byte: %s".formatted(first.answers(), second.answers()));
      assertThat(verdict).matches(Verdict::isClean);
      assertThat(first.answers()).containsOnlyKeys(200, 503);
      assertThat(second.answers()).containsOnlyKeys(200, 503);
    }
  }

  private static Sender fillAndFree(
      ServerProcess server, LoopImage disk, long leftBytes, int rounds) throws SQLException {
    server.start();
    server.pauseExport();
    var sender = Sender.start(server.port(), RATE);
    for (int round = 0; round < rounds; round++) {
      sender.awaitMore(RATE, Duration.ofSeconds(30));
      disk.fill(leftBytes);
      long refused = sender.answers(503);
      assertThat(Await.until(Duration.ofSeconds(30), () -> sender.answers(503) > refused))
          .as("503 on a full disk; answers: %s", sender.answers())
          .isTrue();
      Await.pause(Duration.ofSeconds(Gate.isNightly() ? 30 : 4));
      disk.free();
      long acknowledged = sender.acknowledged();
      assertThat(Await.until(RECOVERY_MAX, () -> sender.acknowledged() > acknowledged + RATE / 2))
          .as(() -> "takes events again; answers: " + sender.answers() + server.threads())
          .isTrue();
      assertThat(Await.until(RECOVERY_MAX, server::isReady)).isTrue();
    }
    return sender.stop(Duration.ofSeconds(20));
  }
}
