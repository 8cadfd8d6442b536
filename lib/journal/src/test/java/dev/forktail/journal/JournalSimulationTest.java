package dev.forktail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.journal.BuggyDisk.Bug;
import java.io.IOException;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JournalSimulationTest {
  private static final long SEEDS_TO_FIND_A_BUG = 300;

  /// `-Djournal.seeds=100000` runs more of them, `-Djournal.seed=42` only that one.
  static LongStream seeds() {
    Long one = Long.getLong("journal.seed");
    return one == null
        ? LongStream.range(0, Long.getLong("journal.seeds", 500))
        : LongStream.of(one);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatWasAcknowledgedSurvivesAnyDisk(long seed) throws IOException {
    new JournalSimulation(seed, disk -> disk).run();
  }

  @ParameterizedTest(name = "operation {0}")
  @MethodSource("operations")
  void aPowerCutAtAnyOperationLosesNothing(long operation) throws IOException {
    for (long seed = 0; seed < 3; seed++) {
      new JournalSimulation(seed, disk -> disk).cutFirstAt(operation).run();
    }
  }

  static LongStream operations() {
    return LongStream.rangeClosed(1, 150);
  }

  @ParameterizedTest
  @EnumSource(Bug.class)
  void aPlantedBugIsFound(Bug bug) {
    boolean found =
        LongStream.range(0, SEEDS_TO_FIND_A_BUG).anyMatch(seed -> breaksAPromise(bug, seed));

    assertThat(found).isTrue();
  }

  private static boolean breaksAPromise(Bug bug, long seed) {
    try {
      new JournalSimulation(seed, disk -> new BuggyDisk(disk, bug)).run();
      return false;
    } catch (AssertionError _) { // what this looks for
      return true;
    } catch (IOException _) { // the disk's own failure at a moment when the caller has to handle it
      return false;
    }
  }
}
