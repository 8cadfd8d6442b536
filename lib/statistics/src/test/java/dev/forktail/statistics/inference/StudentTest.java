package dev.forktail.statistics.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class StudentTest {
  /// `scipy.stats.t.isf`
  @Test
  void quantilesAgreeWithSciPy() {
    assertThat(new Student(27.858236406808906).quantileAbove(0.025))
        .isCloseTo(2.048876855064894, within(1e-11));
    assertThat(new Student(500).quantileAbove(0.025)).isCloseTo(1.9647198374673678, within(1e-12));
    assertThat(new Student(5841.742).quantileAbove(0.025))
        .isCloseTo(1.960370156956713, within(1e-12));
    assertThat(new Student(5841.742).quantileAbove(1e-6))
        .isCloseTo(4.7582283646775645, within(1e-11));
    assertThat(new Student(1e7).quantileAbove(0.05)).isCloseTo(1.644853779328402, within(1e-12));
    assertThat(new Student(1e7).quantileAbove(0.7)).isCloseTo(-0.5244005294232537, within(1e-12));
  }

  @Test
  void aQuantileIsExceededWithItsProbability() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 2_000; i++) {
      var student = new Student(Math.pow(10, random.nextDouble(0, 9)));
      double probability = Math.pow(10, random.nextDouble(-9, -0.01));

      assertThat(student.above(student.quantileAbove(probability)))
          .isCloseTo(probability, within(probability * 1e-7));
    }
  }
}
