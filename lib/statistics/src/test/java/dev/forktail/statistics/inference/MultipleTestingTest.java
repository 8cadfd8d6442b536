package dev.forktail.statistics.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Interval;
import dev.forktail.statistics.estimate.Effect;
import org.junit.jupiter.api.Test;

/// Held against R's `p.adjust` and GrowthBook's tests.
final class MultipleTestingTest {
  @Test
  void holm() {
    assertThat(MultipleTesting.holm(0.01, 0.04, 0.03, 0.005, 0.55, 0.6))
        .containsExactly(new double[] {0.05, 0.12, 0.12, 0.03, 1, 1}, within(1e-12));
  }

  @Test
  void benjaminiHochberg() {
    assertThat(MultipleTesting.benjaminiHochberg(0.898, 0.138, 0.007, 0.964, 0.538, 0.006, 0.138))
        .containsExactly(
            new double[] {0.964, 0.2415, 0.0245, 0.964, 0.7532, 0.0245, 0.2415}, within(1e-12));
  }

  @Test
  void fewPValuesStayAsTheyAre() {
    assertThat(MultipleTesting.holm()).isEmpty();
    assertThat(MultipleTesting.benjaminiHochberg()).isEmpty();
    assertThat(MultipleTesting.holm(0.03)).containsExactly(0.03);
    assertThat(MultipleTesting.benjaminiHochberg(0.03)).containsExactly(0.03);
  }

  @Test
  void aPValueOutOfRangeIsRefused() {
    for (double pValue : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> MultipleTesting.holm(0.5, pValue))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> MultipleTesting.benjaminiHochberg(pValue))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theAdjustedIntervalSaysTheSameAsThePValue() {
    var effect = new Effect(Effect.Kind.RELATIVE, 0.1, 0.03, 100, 200, 1);

    var interval = MultipleTesting.interval(effect, 0.049999999, 0.05);
    assertThat(interval.low()).isCloseTo(0, within(1e-8)).isPositive();
    assertThat(interval.high()).isCloseTo(0.2, within(1e-8));
    assertThat(MultipleTesting.interval(effect, 0.06, 0.05).contains(0)).isTrue();
    assertThat(MultipleTesting.interval(effect, 0, 0.05)).isEqualTo(new Interval(0.1, 0.1));
    assertThat(MultipleTesting.interval(effect, 1, 0.05).high()).isInfinite();
  }
}
