package dev.forktail.engine.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.ProjectId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What holds for all sessions.
public abstract class ArmStoreContract {
  private static final ProjectId ONE = new ProjectId(1);
  private static final ProjectId TWO = new ProjectId(2);
  private static final UnitHash ANNA = UnitHash.of("userId", "anna");
  private static final UnitHash OTTO = UnitHash.of("userId", "otto");
  private static final long FIRST = (1L << 48) - 1;
  private static final long SECOND = 2;

  /// Sessions of which none lives longer than `life`, as real time passes.
  protected abstract ArmStore empty(Duration life);

  @Test
  void anArmIsRememberedOfItsUnitOnly() {
    var store = empty(Duration.ofDays(1));
    assertThat(store.find(ONE, Set.of(ANNA, OTTO))).isEmpty();

    assertThat(store.remember(ONE, ANNA, Map.of(FIRST, 0xFFFF))).isEqualTo(Map.of(FIRST, 0xFFFF));

    assertThat(store.find(ONE, Set.of(ANNA, OTTO))).isEqualTo(Map.of(ANNA, Map.of(FIRST, 0xFFFF)));
    assertThat(store.find(TWO, Set.of(ANNA))).isEmpty();
    assertThat(store.find(ONE, Set.of())).isEmpty();
  }

  @Test
  void theFirstArmStays() {
    var store = empty(Duration.ofDays(1));
    store.remember(ONE, ANNA, Map.of(FIRST, 1));

    var arms = store.remember(ONE, ANNA, Map.of(FIRST, 2, SECOND, 3));

    assertThat(arms).isEqualTo(Map.of(FIRST, 1, SECOND, 3));
    assertThat(store.find(ONE, Set.of(ANNA))).isEqualTo(Map.of(ANNA, arms));
  }

  @Test
  void ofManyArmsThatAreDealtAtOnceAllSeeTheSame() throws Exception {
    var store = empty(Duration.ofDays(1));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var deals =
          IntStream.range(0, 16)
              .<Callable<Map<Long, Integer>>>mapToObj(
                  arm -> () -> store.remember(ONE, ANNA, Map.of(FIRST, arm)))
              .toList();

      var seen = threads.invokeAll(deals).stream().map(Future::resultNow).distinct().toList();

      assertThat(seen).hasSize(1);
    }
  }

  @Test
  void whatNobodyAsksForIsForgotten() throws Exception {
    var store = empty(Duration.ofSeconds(1));
    store.remember(ONE, ANNA, Map.of(FIRST, 1));

    for (int time = 0; time < 4; time++) {
      java.util.concurrent.TimeUnit.MILLISECONDS.sleep(400);
      assertThat(store.find(ONE, Set.of(ANNA))).isNotEmpty();
    }
    java.util.concurrent.TimeUnit.MILLISECONDS.sleep(1_200);
    assertThat(store.find(ONE, Set.of(ANNA))).isEmpty();
    assertThat(store.remember(ONE, ANNA, Map.of(FIRST, 2))).isEqualTo(Map.of(FIRST, 2));
  }
}
