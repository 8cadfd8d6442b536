package dev.forktail.statistics.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Arms;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.sums.Sums;
import org.junit.jupiter.api.Test;

final class EstimateTest {
  @Test
  void aMeanIsThatOfTheUnits() {
    assertThat(Mean.of(Arms.sums(1, 2, 3, 4))).isEqualTo(Answer.of(new Estimate(2.5, 5 / 3.0, 4)));
  }

  @Test
  void aProportionHasTheVarianceOfABernoulliValue() {
    assertThat(Proportion.of(3, 4)).isEqualTo(Answer.of(new Estimate(0.75, 0.1875, 4)));
    assertThat(Proportion.of(Arms.sums(1, 0, 1, 1))).isEqualTo(Proportion.of(3, 4));
  }

  @Test
  void aProportionOfValuesOtherThanNoughtAndOneIsImpossible() {
    assertThat(Proportion.of(Arms.sums(1, 0, 2))).isEqualTo(Answer.unknown(Reason.IMPOSSIBLE_SUMS));
    assertThat(Proportion.of(Arms.sums(0.5, 0.5, 0)))
        .isEqualTo(Answer.unknown(Reason.IMPOSSIBLE_SUMS));
    assertThat(Proportion.of(5, 4)).isEqualTo(Answer.unknown(Reason.IMPOSSIBLE_SUMS));
    assertThat(Proportion.of(-1, 4)).isEqualTo(Answer.unknown(Reason.IMPOSSIBLE_SUMS));
  }

  @Test
  void fewerThanTwoUnitsAreTooFew() {
    assertThat(Mean.of(Sums.none(1))).isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
    assertThat(Mean.of(Arms.sums(7))).isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
    assertThat(Proportion.of(0, 0)).isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
    assertThat(Proportion.of(1, 1)).isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
    assertThat(Ratio.of(Sums.ofUnit(1, 1))).isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
  }

  @Test
  void aRatioIsThatOfTheTotals() {
    var sums =
        Arms.sums(
            new double[] {0.3, 2},
            new double[] {0.5, 1},
            new double[] {0.9, 5},
            new double[] {22, 3});
    var ratio = Ratio.of(sums).get();

    // v = v_m/d² + v_d m²/d⁴ - 2 c m/d³ with numpy's moments of the two columns
    assertThat(ratio.value()).isCloseTo(23.7 / 11, within(1e-15));
    assertThat(ratio.variance()).isCloseTo(15.764613528219838, within(1e-12));
    assertThat(ratio.units()).isEqualTo(4);
  }

  @Test
  void aRatioOverNothingIsUnknown() {
    assertThat(Ratio.of(Arms.sums(new double[] {1, 0}, new double[] {2, 0})))
        .isEqualTo(Answer.unknown(Reason.ZERO_DENOMINATOR));
    assertThat(Ratio.of(Arms.sums(new double[] {1, -1}, new double[] {2, 1})))
        .isEqualTo(Answer.unknown(Reason.ZERO_DENOMINATOR));
  }

  @Test
  void aConstantRatioHasNoVarianceAndNoNegativeOne() {
    var sums = Arms.sums(new double[] {0.1, 0.3}, new double[] {0.7, 2.1}, new double[] {1.1, 3.3});

    assertThat(Ratio.of(sums).get().variance()).isCloseTo(0, within(1e-16)).isNotNegative();
  }

  @Test
  void numbersThatAreNoEstimateAreRefused() {
    assertThat(Estimate.of(Double.NaN, 1, 5)).isEqualTo(Answer.unknown(Reason.OUT_OF_RANGE));
    assertThat(Estimate.of(1, Double.POSITIVE_INFINITY, 5))
        .isEqualTo(Answer.unknown(Reason.OUT_OF_RANGE));
    assertThat(Estimate.of(1, -1, 5)).isEqualTo(Answer.unknown(Reason.IMPOSSIBLE_SUMS));
    assertThatThrownBy(() -> new Estimate(1, -1, 5)).isInstanceOf(IllegalArgumentException.class);
  }
}
