package dev.forktail.engine.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.imports.ImportPart.Events;
import dev.forktail.engine.imports.ImportPart.Letters;
import dev.forktail.engine.imports.Survey.Day;
import dev.forktail.engine.imports.Survey.Refused;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PartPlanTest {
  @Test
  void daysAreTogetherAsFarAsTheyFitAndALargeDayIsSplit() {
    var days =
        List.of(
            new Day(1, 10, 400), new Day(2, 10, 500), new Day(9, 10, 200), new Day(10, 10, 2_500));

    assertThat(PartPlan.of(new Survey(days, List.of()), 1_000))
        .containsExactly(
            new Events(0, 1, 2, 0, 1),
            new Events(1, 9, 9, 0, 1),
            new Events(2, 10, 10, 0, 3),
            new Events(3, 10, 10, 1, 3),
            new Events(4, 10, 10, 2, 3));
  }

  @Test
  void refusedRowsComeFirstInPiecesThatMeet() {
    var refused = List.of(new Refused(Fault.NO_NAME, 300, 1), new Refused(Fault.NO_TIME, 201, 2));

    assertThat(PartPlan.of(new Survey(List.of(), refused), 1_000))
        .containsExactly(new Letters(0, 0, 250), new Letters(1, 250, 250), new Letters(2, 500, 1));
  }

  @Test
  void manySmallDaysAreSeveralParts() {
    var days = new ArrayList<Day>();
    for (int day = 0; day < 450; day++) {
      days.add(new Day(day, 1, 1));
    }

    assertThat(PartPlan.of(new Survey(days, List.of()), 1_000))
        .containsExactly(
            new Events(0, 0, 199, 0, 1),
            new Events(1, 200, 399, 0, 1),
            new Events(2, 400, 449, 0, 1));
  }
}
