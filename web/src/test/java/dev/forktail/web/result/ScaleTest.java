package dev.forktail.web.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.statistics.Interval;
import dev.forktail.web.result.ResultView.Tick;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScaleTest {
  @Test
  void zeroIsInTheMiddleAndTicksAreRound() {
    var scale = Scale.of(List.of(new Interval(-0.02, 0.045)), 0.01, 3);

    assertThat(scale.ticks())
        .extracting(Tick::label)
        .containsExactly("−4 %", "−2 %", "0", "+2 %", "+4 %");
    assertThat(scale.ticks().get(2).at()).isEqualTo("50.00%");
  }

  @Test
  void aWideIntervalDoesNotHideTheOthers() {
    var narrow = new Interval(-0.01, 0.01);
    var scale = Scale.of(List.of(narrow, narrow, narrow, narrow, new Interval(-2, 2)), 0.01, 3);

    assertThat(scale.reach()).isLessThan(0.04);
  }

  @Test
  void eachLiftIsWithinIt() {
    var scale =
        Scale.of(
            List.of(
                new Interval(-0.001, 0.001), new Interval(-0.001, 0.001), new Interval(0.1, 0.3)),
            0.01,
            3);

    assertThat(scale.reach()).isGreaterThan(0.2);
  }
}
