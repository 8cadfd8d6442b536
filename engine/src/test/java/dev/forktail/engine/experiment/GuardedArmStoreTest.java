package dev.forktail.engine.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.experiment.memory.InMemoryArmStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class GuardedArmStoreTest {
  private static final ProjectId ONE = new ProjectId(1);
  private static final UnitHash ANNA = UnitHash.of("userId", "anna");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final InMemoryArmStore store =
      new InMemoryArmStore(Duration.ofDays(1), InstantSource.system());
  private final GuardedArmStore guarded = new GuardedArmStore(store, 1, nanos::get);

  @Test
  void whatIsAwayIsAskedOnceASecond() {
    guarded.remember(ONE, ANNA, Map.of(1L, 2));
    store.setAway(true);
    assertThatThrownBy(this::find).hasMessage("The sessions are away");
    assertThat(guarded.isAway()).isTrue();
    store.setAway(false);

    assertThatThrownBy(this::find)
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessage("The sessions do not answer right now");
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(find()).isEqualTo(Map.of(ANNA, Map.of(1L, 2)));
    assertThat(guarded.isAway()).isFalse();
  }

  private Map<UnitHash, Map<Long, Integer>> find() {
    return guarded.find(ONE, Set.of(ANNA));
  }
}
