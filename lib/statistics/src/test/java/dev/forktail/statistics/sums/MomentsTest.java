package dev.forktail.statistics.sums;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Arms;
import dev.forktail.statistics.Reason;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MomentsTest {
  /// "Numerical Accuracy" 1 to 4 of NIST's Statistical Reference Datasets, with certified results.
  @Test
  void theCertifiedResultsOfNistAreExact() {
    assertMoments(Arms.sums(10_000_001, 10_000_003, 10_000_002), 10_000_002, 1);
    assertMoments(alternating(1.2, 1.1, 1.3), 1.2, 0.01);
    assertMoments(alternating(1_000_000.2, 1_000_000.1, 1_000_000.3), 1_000_000.2, 0.01);
    assertMoments(alternating(10_000_000.2, 10_000_000.1, 10_000_000.3), 10_000_000.2, 0.01);
  }

  /// Values near the end of the range that differ in the last digit only.
  @Test
  void aTinySpreadBesideAHugeMeanIsExact() {
    long base = Long.MAX_VALUE - 2;
    var sums = Sums.ofUnit(base).plus(Sums.ofUnit(base + 1)).plus(Sums.ofUnit(base + 2));

    assertMoments(sums, FixedPoint.toDouble(base + 1), 1e-8);
  }

  @Test
  void covarianceAgreesWithNumpy() {
    var sums =
        Arms.sums(
            new double[] {0.3, 2},
            new double[] {0.5, 1},
            new double[] {0.9, 5},
            new double[] {22, 3});
    var moments = Moments.of(sums).get();

    // numpy.mean, var(ddof=1) and cov of [0.3, 0.5, 0.9, 22] and [2, 1, 5, 3]
    assertThat(moments.mean(0)).isEqualTo(5.925);
    assertThat(moments.variance(0)).isCloseTo(114.9091666666667, within(1e-12));
    assertThat(moments.mean(1)).isEqualTo(2.75);
    assertThat(moments.variance(1)).isCloseTo(2.9166666666666665, within(1e-15));
    assertThat(moments.covariance(0, 1)).isCloseTo(2.141666666666667, within(1e-14));
    assertThat(moments.covariance(1, 0)).isEqualTo(moments.covariance(0, 1));
  }

  @Test
  void fewerThanTwoUnitsHaveNone() {
    assertThat(reason(Sums.none(1))).isEqualTo(Reason.TOO_FEW_UNITS);
    assertThat(reason(Sums.ofUnit(5))).isEqualTo(Reason.TOO_FEW_UNITS);
  }

  @Test
  void sumsThatNoUnitsCanHaveAreToldApart() {
    assertThat(reason(Arms.sums(2, "1396.87", "52377.9767"))).isEqualTo(Reason.IMPOSSIBLE_SUMS);
    assertThat(reason(Sums.none(1).minus(Sums.ofUnit(1)))).isEqualTo(Reason.IMPOSSIBLE_SUMS);
    assertThat(reason(Arms.sums(0, "1", "1"))).isEqualTo(Reason.IMPOSSIBLE_SUMS);
    assertThat(reason(new Sums(3, List.of(huge()), List.of(huge().pow(2)))))
        .isEqualTo(Reason.IMPOSSIBLE_SUMS);
    assertThat(reason(Arms.sums(3, List.of("3", "3"), List.of("5", "6", "5"))))
        .isEqualTo(Reason.IMPOSSIBLE_SUMS);
  }

  private static BigInteger huge() {
    return BigInteger.ONE.shiftLeft(2_000);
  }

  private static Sums alternating(double first, double low, double high) {
    var values = Stream.iterate(low, value -> value == low ? high : low).limit(1_000);
    return Arms.sums(Stream.concat(Stream.of(first), values).mapToDouble(x -> x).toArray());
  }

  private static void assertMoments(Sums sums, double mean, double variance) {
    var moments = Moments.of(sums).get();
    assertThat(moments.mean(0)).isEqualTo(mean);
    assertThat(moments.variance(0)).isEqualTo(variance);
  }

  private static Reason reason(Sums sums) {
    return ((Answer.Unknown<Moments>) Moments.of(sums)).reason();
  }
}
