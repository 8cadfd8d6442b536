package dev.forktail.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class BoundedCacheTest {
  private final List<Integer> loaded = Collections.synchronizedList(new ArrayList<>());
  private final BoundedCache<Integer, Integer> cache = new BoundedCache<>(10, value -> value);

  private int get(int key) {
    return cache.get(
        key,
        () -> {
          loaded.add(key);
          return key;
        });
  }

  @Test
  void whatIsKeptIsNotLoadedAgain() {
    assertThat(get(3)).isEqualTo(3);
    assertThat(get(3)).isEqualTo(3);

    assertThat(loaded).containsExactly(3);
  }

  @Test
  void whatWasNotAskedForTheLongestGoesFirst() {
    List.of(3, 4, 2).forEach(this::get);
    get(3);

    get(5);

    List.of(3, 5, 2).forEach(this::get);
    assertThat(loaded).containsExactly(3, 4, 2, 5);
    get(4);
    assertThat(loaded).containsExactly(3, 4, 2, 5, 4);
  }

  @Test
  void whatIsTooLargeIsNotKeptAndDrivesNothingOut() {
    List.of(3, 4, 11, 11, 3, 4).forEach(this::get);

    assertThat(loaded).containsExactly(3, 4, 11, 11);
  }

  @Test
  void afterAFailureTheNextLoadsAgain() {
    assertThatThrownBy(
            () ->
                cache.get(
                    1,
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(get(1)).isOne();
  }

  @Test
  void ofManyWhoAskAtOnceOneLoads() throws Exception {
    int asking = 8;
    var together = new CyclicBarrier(asking);
    Callable<Integer> ask =
        () -> {
          together.await();
          return get(7);
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(asking, ask))) {
        assertThat(answer.get()).isEqualTo(7);
      }
    }
    assertThat(loaded).containsExactly(7);
  }
}
