package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// F01: `kill -9` of the server, again and again, under load.
@Isolated("it times the starts")
final class KillIT {
  private static final Duration READY_MAX = Duration.ofSeconds(5);

  @Test
  void nothingIsLostOrDoubledHoweverOftenTheServerIsKilled() {
    int cycles = Gate.cycles(20, 300);
    long seed = Gate.seed();
    var random = new SplittableRandom(seed);
    try (var workshop = new Workshop("kill")) {
      var server =
          new ServerProcess(workshop, ServerProcess.Setup.in(workshop.folder("data")).warm());
      server.start();
      var first = server.readyMax();
      var sender = Sender.start(server.port(), 1_500);
      var starts = new ArrayList<Duration>();
      for (int cycle = 0; cycle < cycles; cycle++) {
        sender.awaitMore(1, Duration.ofSeconds(30));
        Await.pause(Duration.ofMillis(random.nextInt(50, 1_000)));
        server.kill();
        long begin = System.nanoTime();
        server.start();
        starts.add(Duration.ofNanos(System.nanoTime() - begin));
      }
      sender.stop(Duration.ofSeconds(20));

      var verdict = new Oracle(sender).judge(server::connect);

      starts.sort(Duration::compareTo);
      var median = starts.get(cycles / 2);
      FaultReport.print(
          "F01 kill -9",
          cycles,
          verdict,
          "ready_median=%s ready_max=%s first_start=%s seed=%d"
              .formatted(
                  FaultReport.seconds(median),
                  FaultReport.seconds(starts.getLast()),
                  FaultReport.seconds(first),
                  seed));
      assertThat(verdict).matches(Verdict::isClean);
      assertThat(verdict.acknowledged()).isGreaterThan(cycles * 20L);
      assertThat(median).isLessThan(READY_MAX);
    }
  }
}
