package dev.forktail.engine.ingest.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Thousands of lives of the pipeline, each from its seed. More of them: `mvn test -pl engine -am
/// -Dtest=PipelineSimulationTest -Dforktail.simulation.seeds=200000`; one again:
/// `-Dforktail.simulation.first=SEED -Dforktail.simulation.seeds=1`.
final class PipelineSimulationTest {
  private static final long FIRST = Long.getLong("forktail.simulation.first", 0);
  private static final long SEEDS = Long.getLong("forktail.simulation.seeds", 2_000);
  private static final int SEEDS_PER_TEST = 100;
  private static final int SEEDS_TO_FIND_A_BUG = 300;

  @TestFactory
  Stream<DynamicTest> whatIsAcknowledgedIsStoredExactlyOnce() {
    return LongStream.iterate(FIRST, seed -> seed < FIRST + SEEDS, seed -> seed + SEEDS_PER_TEST)
        .mapToObj(
            seed -> {
              long end = Math.min(seed + SEEDS_PER_TEST, FIRST + SEEDS);
              return DynamicTest.dynamicTest(
                  "seeds " + seed + " to " + (end - 1), () -> run(seed, end));
            });
  }

  private static void run(long first, long end) throws IOException {
    for (long seed = first; seed < end; seed++) {
      assertThat(PipelineSimulation.run(seed, Bug.NONE)).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aPlantedBugIsFound(Bug bug) throws IOException {
    for (long seed = 0; seed < SEEDS_TO_FIND_A_BUG; seed++) {
      if (!PipelineSimulation.run(seed, bug).isEmpty()) {
        return;
      }
    }
    assertThat(bug).as("found within %d seeds", SEEDS_TO_FIND_A_BUG).isEqualTo(Bug.NONE);
  }
}
