package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// F04: fsync fails: now and then, always, once; and for real, on a disk that cannot write back.
final class FailingForceIT {
  private static final String ANY = "posix/io/sync/*";
  private static final String DATA = "posix/io/sync/fdatasync";

  @Test
  void whatCouldNotBeForcedIsNotAcknowledged() {
    if (!CannotRunHere.allows("F04 failing fsync", Stream.of(CannotRunHere.without("fiu-run")))) {
      return;
    }
    try (var workshop = new Workshop("failing-force")) {
      var postgres = ExternalPostgres.in(workshop.folder("postgres"), workshop);
      var pipe = workshop.folder().resolve("fiu").toString();
      var setup =
          ServerProcess.Setup.in(workshop.folder("data"))
              .with("journal.segment-bytes=1MiB", "journal.group-bytes=256KiB")
              .with(postgres.settings(postgres.port()))
              .wrappedIn(List.of("fiu-run", "-x", "-f", pipe), List.of());
      var server = new ServerProcess(workshop, setup);
      server.start();
      var sender = Sender.start(server.port(), 1_000);
      int rounds = Gate.cycles(1, 10);
      for (int round = 0; round < rounds; round++) {
        sometimes(server, pipe, sender, DATA, 0.01);
        sometimes(server, pipe, sender, DATA, 0.3);
        sometimes(server, pipe, sender, ANY, 0.3);
        always(server, pipe, sender);
        once(server, pipe, sender);
      }
      sender.stop(Duration.ofSeconds(20));
      server.kill();
      server.start();

      var verdict = new Oracle(sender).judge(postgres::connect);

      FaultReport.print("F04 fsync fails", 5 * rounds, verdict, "answers=" + sender.answers());
      assertThat(verdict).matches(Verdict::isClean);
      assertThat(sender.answers(503)).isPositive();
      assertThat(sender.answers(500)).isZero();
    }
  }

  private static void sometimes(
      ServerProcess server, String pipe, Sender sender, String name, double probability) {
    sender.awaitMore(200, Duration.ofSeconds(30));
    var fault = "enable_random name=%s,probability=%s,failinfo=5".formatted(name, probability);
    tell(server, pipe, fault);
    Await.pause(Duration.ofSeconds(1));
    tell(server, pipe, "disable name=" + name);
  }

  private static void once(ServerProcess server, String pipe, Sender sender) {
    sender.awaitMore(200, Duration.ofSeconds(30));
    tell(server, pipe, "enable name=%s,onetime,failinfo=5".formatted(DATA));
    sender.awaitMore(200, Duration.ofSeconds(30));
    tell(server, pipe, "disable name=" + DATA);
  }

  /// While every force fails, nothing at all is acknowledged, and the server says that it is not
  /// well; then it gets over it by itself.
  private static void always(ServerProcess server, String pipe, Sender sender) {
    sender.awaitMore(200, Duration.ofSeconds(30));
    tell(server, pipe, "enable name=%s,failinfo=5".formatted(ANY));
    Await.pause(Duration.ofMillis(500)); // what was forced before may still be answered
    long before = sender.acknowledged();
    assertThat(Await.until(Duration.ofSeconds(5), () -> !server.isReady())).isTrue();
    Await.pause(Duration.ofSeconds(1));
    assertThat(sender.acknowledged()).isEqualTo(before);
    tell(server, pipe, "disable name=" + ANY);
    sender.awaitMore(200, Duration.ofSeconds(5));
    assertThat(Await.until(Duration.ofSeconds(5), server::isReady)).isTrue();
  }

  private static void tell(ServerProcess server, String pipe, String command) {
    Shell.must("fiu-ctrl", "-f", pipe, "-c", command, Long.toString(server.pid()));
  }

  @Test
  void whatADiskThatCannotWriteBackHasAcknowledgedIsThereAfterwards() {
    var obstacles = Stream.of(CannotRunHere.withoutRoot(), CannotRunHere.withoutLoopDevice());
    if (!CannotRunHere.allows("F04 failing write-back", obstacles)) {
      return;
    }
    try (var workshop = new Workshop("write-back")) {
      var postgres = ExternalPostgres.in(workshop.folder("postgres"), workshop);
      var memory = smallTmpfs(workshop);
      var disk = LoopImage.make(workshop, memory, "ext4", 200);
      var setup =
          ServerProcess.Setup.in(disk.folder().resolve("data"))
              .with("journal.segment-bytes=1MiB", "journal.group-bytes=256KiB", "disk.reserve=1")
              .with(postgres.settings(postgres.port()));
      var server = new ServerProcess(workshop, setup);
      server.start();
      postgres.crash();
      leaveFree(memory, 12_000_000);
      var sender = Sender.start(server.port(), 2_000);
      assertThat(Await.until(Duration.ofSeconds(60), () -> sender.answers(503) > 0)).isTrue();
      Await.pause(Duration.ofSeconds(2));
      server.kill();
      sender.stop(Duration.ZERO);
      disk.unmount(); // and with it goes all that was only in memory
      Shell.must("mount", "-o", "remount,size=400m", memory.toString());
      disk.mount("loop");
      postgres.start();
      server.start();

      var verdict = new Oracle(sender).judge(postgres::connect);

      FaultReport.print("F04 write-back fails", 1, verdict, "answers=" + sender.answers());
      assertThat(verdict).matches(Verdict::isClean);
      assertThat(verdict.acknowledged()).isPositive();
      assertThat(sender.answers(500)).isZero();
    }
  }

  private static Path smallTmpfs(Workshop workshop) {
    var folder = workshop.folder("tmpfs");
    Shell.must("mount", "-t", "tmpfs", "-o", "size=40m", "none", folder.toString());
    workshop.atEnd(() -> Shell.must("umount", folder.toString()));
    return folder;
  }

  /// Takes the rest, so that a few thousand events fill it however slow the machine is.
  private static void leaveFree(Path memory, long bytes) {
    long rest = memory.toFile().getUsableSpace() - bytes;
    Shell.must("fallocate", "-l", Long.toString(rest), memory.resolve("rest").toString());
  }
}
