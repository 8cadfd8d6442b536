package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// F03: the power fails on the disk that holds journal and database, under load and again during
/// the start after it.
final class PowerCutIT {
  private final long seed = Gate.seed();
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void whatWasAcknowledgedSurvivesPowerCutsOnExt4() {
    cutPower("ext4");
  }

  @Test
  void whatWasAcknowledgedSurvivesPowerCutsOnXfs() {
    cutPower("xfs");
  }

  private void cutPower(String fileSystem) {
    var obstacles =
        Stream.of(
            CannotRunHere.withoutRoot(),
            CannotRunHere.without("mkfs." + fileSystem),
            CannotRunHere.without("xfs_io"),
            CannotRunHere.withoutLoopDevice());
    if (!CannotRunHere.allows("F03 power cut on " + fileSystem, obstacles)) {
      return;
    }
    int cycles = Gate.cycles(3, 75);
    try (var workshop = new Workshop("power-cut")) {
      var disk = LoopImage.make(workshop, workshop.folder(), fileSystem, 1_000);
      var setup =
          ServerProcess.Setup.in(disk.folder().resolve("data"))
              .with("journal.segment-bytes=1MiB", "journal.group-bytes=256KiB", "disk.reserve=1");
      var server = new ServerProcess(workshop, setup);
      server.start();
      var sender = Sender.start(server.port(), 1_500);
      for (int cycle = 0; cycle < cycles; cycle++) {
        sender.awaitMore(100, Duration.ofSeconds(30));
        Await.pause(Duration.ofMillis(random.nextInt(1_500)));
        cut(disk, server);
        if (cycle % 3 == 1) {
          server.launch();
          Await.pause(Duration.ofMillis(random.nextInt(3_000)));
          cut(disk, server);
        }
        server.start();
      }
      sender.stop(Duration.ofSeconds(20));

      var verdict = new Oracle(sender).judge(server::connect);

      FaultReport.print(
          "F03 power cut on " + fileSystem,
          cycles,
          verdict,
          "ready_max=%s seed=%d".formatted(FaultReport.seconds(server.readyMax()), seed));
      assertThat(verdict).matches(Verdict::isClean);
      assertThat(verdict.acknowledged()).isGreaterThan(cycles * 100L);
    }
  }

  /// The disk first, so that the processes still run while it is dead; then they die as well.
  private static void cut(LoopImage disk, ServerProcess server) {
    List<Long> processes = new ArrayList<>(server.postgres());
    disk.cutPower();
    Await.pause(Duration.ofMillis(100));
    server.kill();
    PostgresProcesses.end(processes);
    disk.unmount();
    disk.mount("loop");
  }
}
