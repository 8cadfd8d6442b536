package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// SIGTERM at the earliest moments: it ends PostgreSQL too, so that nothing goes on writing into a
/// folder that looks stopped.
final class EarlyStopIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void aStopDuringTheStartLeavesNoPostgresBehind() throws Exception {
    int cycles = Gate.cycles(4, 60);
    try (var workshop = new Workshop("early-stop")) {
      var setup = ServerProcess.Setup.in(workshop.folder("data")).warm().withExperiments();
      var server = new ServerProcess(workshop, setup);
      for (int cycle = 0; cycle < cycles; cycle++) {
        boolean untilReady = cycle % 2 == 0;
        server.launch();
        assertThat(
                Await.until(
                    SOON, () -> untilReady ? server.isReady() : !server.postgres().isEmpty()))
            .as(server::logTail)
            .isTrue();

        server.stop();

        assertThat(server.postgres()).as(server::logTail).isEmpty();
        assertThat(server.productPostgres()).as(server::logTail).isEmpty();
      }
    }
  }
}
