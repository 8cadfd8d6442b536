package dev.forktail.app.fault;

import static dev.forktail.app.fault.ExportScene.PATIENCE;
import static dev.forktail.app.fault.ExportScene.QUICKLY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// F25: two servers export to the same lake.
final class TwoExportersIT {
  private static final String TAKEN_OVER =
      "\"export\":{\"status\":\"degraded\",\"message\":\"Another exporter has taken over";

  private final long seed = Gate.seed();
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void anExporterThatWakesUpAfterAnotherHasTakenOverDoesNothing() throws Exception {
    int rounds = Gate.cycles(2, 40);
    try (var scene = new ExportScene("export-two")) {
      var sleeper = scene.server("a");
      var other = scene.server("b");
      sleeper.start(QUICKLY);
      scene.begin();
      for (int round = 0; round < rounds; round++) {
        scene.seal(4);
        Await.pause(Duration.ofMillis(random.nextInt(1_500)));
        Shell.signal("STOP", List.of(sleeper.pid()));
        other.start(QUICKLY);
        scene.seal(2);
        assertThat(Await.until(PATIENCE, scene::isComplete)).as(other::logTail).isTrue();
        Shell.signal("CONT", List.of(sleeper.pid()));
        var asleep = sleeper;
        assertThat(Await.until(PATIENCE, () -> asleep.get("/health").body().contains(TAKEN_OVER)))
            .as(sleeper::logTail)
            .isTrue();
        assertThat(sleeper.stop()).isEqualTo(143);
        sleeper = other;
        other = asleep;
      }

      scene.assertAllIsThereOnceAndNothingElse(sleeper);
      System.out.printf(
          "F25 two exporters: rounds=%d events=%d seed=%d%n", rounds, scene.events(), seed);
    }
  }
}
