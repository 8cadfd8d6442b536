package dev.forktail.postgres.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class IdFilterTest {
  private final Random random = new Random(42);

  private List<MessageHash> hashes(int count) {
    return Stream.generate(() -> new MessageHash(random.nextLong(), random.nextLong()))
        .limit(count)
        .toList();
  }

  @Test
  void whatWasAddedIsNeverDenied() {
    var filter = new IdFilter();
    var all = new ArrayList<MessageHash>();
    for (int i = 0; i < 30; i++) {
      var some = hashes(50_000);
      filter.addAll(some);
      all.addAll(some);
    }

    assertThat(all).allMatch(filter::mightContain);
  }

  @Test
  void whatWasNotAddedIsAlmostAlwaysDenied() {
    var filter = new IdFilter();
    filter.addAll(hashes(1_500_000));

    long wrong = hashes(100_000).stream().filter(filter::mightContain).count();

    assertThat(wrong).isBetween(1L, 1_000L);
  }

  @Test
  void anEmptyFilterDeniesEverything() {
    assertThat(hashes(1_000)).noneMatch(new IdFilter()::mightContain);
  }
}
