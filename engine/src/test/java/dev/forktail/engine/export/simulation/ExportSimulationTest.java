package dev.forktail.engine.export.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Thousands of lives of the export, each from its seed. More of them: `mvn test -pl engine -am
/// -Dtest=ExportSimulationTest -Dforktail.simulation.seeds=200000`; one again:
/// `-Dforktail.simulation.first=SEED -Dforktail.simulation.seeds=1`.
final class ExportSimulationTest {
  private static final long FIRST = Long.getLong("forktail.simulation.first", 0);
  private static final long SEEDS = Long.getLong("forktail.simulation.seeds", 400);
  private static final int SEEDS_PER_TEST = 100;
  private static final int SEEDS_TO_FIND_A_BUG = 1_000;

  @TestFactory
  Stream<DynamicTest> eachSliceIsInTheLakeExactlyOnceAndNoQueryNotices() {
    return LongStream.iterate(FIRST, seed -> seed < FIRST + SEEDS, seed -> seed + SEEDS_PER_TEST)
        .mapToObj(
            seed -> {
              long end = Math.min(seed + SEEDS_PER_TEST, FIRST + SEEDS);
              return DynamicTest.dynamicTest(
                  "seeds " + seed + " to " + (end - 1), () -> run(seed, end));
            });
  }

  private static void run(long first, long end) {
    for (long seed = first; seed < end; seed++) {
      assertThat(ExportSimulation.run(seed, Bug.NONE)).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aPlantedBugIsFound(Bug bug) {
    for (long seed = 0; seed < SEEDS_TO_FIND_A_BUG; seed++) {
      if (!ExportSimulation.run(seed, bug).isEmpty()) {
        return;
      }
    }
    assertThat(bug).as("found within %d seeds", SEEDS_TO_FIND_A_BUG).isEqualTo(Bug.NONE);
  }
}
