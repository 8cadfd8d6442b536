package dev.forktail.app.fault;

import static dev.forktail.app.fault.ExportScene.QUICKLY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.fault.ExportCrash.Place;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// F02 and F25 behind the store: the server dies at each point of the export.
@Order(1) // the longest first, for others to run beside it
final class ExportCrashIT {
  private static final Duration REACHED_MAX = Duration.ofMinutes(5);

  /// Places that are reached for each slice or each commit.
  private static final Set<Place> OFTEN = EnumSet.range(Place.BEFORE_WRITE, Place.BEFORE_APPEND);

  private final long seed = Gate.seed();
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void aCrashAnywhereInTheExportNeitherLosesNorDoublesNorLeavesFiles() throws Exception {
    int rounds = Gate.cycles(1, 10);
    try (var scene = new ExportScene("export-crash")) {
      var server = scene.server("a");
      server.start(QUICKLY).kill();
      int crashes = 0;
      scene.begin();
      for (int round = 0; round < rounds; round++) {
        for (var place : EnumSet.complementOf(EnumSet.of(Place.NOWHERE))) {
          scene.seal(3);
          crashAt(place, server);
          assertThat(scene.wrong()).as("after %s", place).isEmpty();
          crashes++;
        }
      }
      server.start(QUICKLY);

      scene.assertAllIsThereOnceAndNothingElse(server);
      System.out.printf(
          "F02 crash points of the export: crashes=%d events=%d seed=%d%n",
          crashes, scene.events(), seed);
    }
  }

  private void crashAt(Place place, ServerProcess server) {
    int times = OFTEN.contains(place) ? random.nextInt(1, 4) : 1;
    server.launch(ExportCrash.property(place, times));
    assertThat(Await.until(REACHED_MAX, () -> !server.isAlive()))
        .as(() -> place + " is reached for time " + times + "; " + server.threads())
        .isTrue();
    assertThat(server.awaitEnd()).isEqualTo(137);
  }
}
