package dev.forktail.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.ingest.DiskBudget.Reading;
import org.junit.jupiter.api.Test;

final class DiskBudgetTest {
  @Test
  void theRoomIsWhatBudgetAndFileSystemLeave() {
    assertThat(new Reading(60, 100, 500, 10).roomBytes()).isEqualTo(40);
    assertThat(new Reading(60, 100, 30, 10).roomBytes()).isEqualTo(20);
    assertThat(new Reading(120, 100, 500, 10).roomBytes()).isZero();
  }

  @Test
  void itIsShortWhenLessThanATenthIsLeft() {
    assertThat(new Reading(90, 100, 500, 10).isShort()).isFalse();
    assertThat(new Reading(91, 100, 500, 10).isShort()).isTrue();
    assertThat(new Reading(90, 1_000, 20, 10).isShort()).as("of a small disk").isFalse();
    assertThat(new Reading(91, 1_000, 19, 10).isShort()).isTrue();
    assertThat(new Reading(120, 100, 500, 10).isShort()).isTrue();
  }

  @Test
  void withoutRoomNothingMayBeTaken() {
    var budget = new DiskBudget();
    assertThat(budget.pressure()).isEmpty();

    budget.measured(new Reading(100, 100, 500, 10));

    assertThat(budget.pressure()).isPresent();
  }
}
