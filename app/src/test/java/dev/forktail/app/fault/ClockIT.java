package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// F26: the server's clock jumps an hour and a day, both ways, under load.
final class ClockIT {
  private static final List<String> JUMPS =
      List.of("+3600", "-3600", "+0", "+86400", "-86400", "+0");
  private static final Path LIBRARIES = Path.of("/usr/lib");

  @Test
  void aClockThatJumpsNeitherLosesNorDoublesNorRefuses() throws IOException {
    var library = faketime();
    var obstacle = library.isPresent() ? Optional.<String>empty() : Optional.of("no libfaketime");
    if (!CannotRunHere.allows("F26 clock jumps", Stream.of(obstacle))) {
      return;
    }
    int rounds = Gate.cycles(1, 10);
    try (var workshop = new Workshop("clock")) {
      var clock = workshop.folder().resolve("clock");
      Files.writeString(clock, "+0\n");
      var setup =
          ServerProcess.Setup.in(workshop.folder("data"))
              .wrappedIn(
                  List.of(),
                  List.of(
                      "LD_PRELOAD=" + library.orElseThrow(),
                      "FAKETIME_TIMESTAMP_FILE=" + clock,
                      "FAKETIME_CACHE_DURATION=1",
                      "FAKETIME_FORCE_MONOTONIC_FIX=0", // or timed waits would not wait
                      "FAKETIME_DONT_FAKE_MONOTONIC=1",
                      "DONT_FAKE_MONOTONIC=1"));
      var server = new ServerProcess(workshop, setup);
      server.start();
      var sender = Sender.start(server.port(), 1_000);
      for (int round = 0; round < rounds; round++) {
        for (var jump : JUMPS) {
          Files.writeString(clock, jump + "\n");
          Await.pause(Duration.ofSeconds(1));
          sender.awaitMore(1_000, Duration.ofSeconds(30));
        }
      }
      server.kill(); // and a start in another time than the journals are from
      Files.writeString(clock, "-7200\n");
      server.start();
      sender.stop(Duration.ofSeconds(20));

      var verdict = new Oracle(sender).judge(server::connect);

      long slices = slices(server);
      FaultReport.print(
          "F26 clock jumps",
          rounds * JUMPS.size(),
          verdict,
          "slices=%d answers=%s".formatted(slices, sender.answers()));
      assertThat(verdict).matches(Verdict::isClean);
      assertThat(slices).as("jumps seal slices").isGreaterThan(3);
      assertThat(sender.answers()).containsOnlyKeys(0, 200);
    }
  }

  private static long slices(ServerProcess server) {
    try (var connection = server.connect()) {
      return Oracle.slices(connection).size();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Path> faketime() throws IOException {
    try (var files = Files.find(LIBRARIES, 3, (file, _) -> file.endsWith("libfaketimeMT.so.1"))) {
      return files.findFirst();
    }
  }
}
