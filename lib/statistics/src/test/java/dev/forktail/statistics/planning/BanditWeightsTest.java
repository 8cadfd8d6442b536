package dev.forktail.statistics.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.estimate.Estimate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

final class BanditWeightsTest {
  @Test
  void ofTwoArmsTheChanceIsThatOfTheirDifference() {
    var arms = List.of(new Estimate(0.10, 0.09, 1_000), new Estimate(0.12, 0.1056, 3_000));
    double errors = 0.02 / Math.sqrt(0.09 / 1_000 + 0.1056 / 3_000);
    double chance = NormalDistribution.of(0, 1).cumulativeProbability(errors);

    var weights = BanditWeights.of(arms, 0.01).get();
    assertThat(weights.best().get(1)).isCloseTo(chance, within(1e-9));
    assertThat(weights.weights().get(1)).isCloseTo(0.01 + 0.98 * chance, within(1e-9));
    assertThat(weights.weights().get(0)).isCloseTo(0.01 + 0.98 * (1 - chance), within(1e-9));
  }

  @Test
  void equalArmsGetEqualShares() {
    var arms = IntStream.range(0, 4).mapToObj(_ -> new Estimate(3, 1, 500)).toList();

    for (double weight : BanditWeights.of(arms, 0.01).get().weights()) {
      assertThat(weight).isCloseTo(0.25, within(1e-9));
    }
  }

  @Test
  void aHopelessArmKeepsItsFloor() {
    var arms = List.of(new Estimate(1, 1, 10_000), new Estimate(9, 1e-4, 10_000));

    var weights = BanditWeights.of(arms, 0.01).get();
    assertThat(weights.best().get(0)).isCloseTo(0, within(1e-12));
    assertThat(weights.weights().get(0)).isCloseTo(0.01, within(1e-12));
    assertThat(BanditWeights.of(BanditWeights.inverted(arms), 0.01).get().best().get(0))
        .isCloseTo(1, within(1e-12));
  }

  /// 200,000 draws of each arm, some of them known a thousand times better than others.
  @Test
  void chancesAreThoseThatDrawingFinds() {
    var random = new SplittableRandom(11);
    var arms =
        List.of(
            new Estimate(1, 400, 100),
            new Estimate(2, 1, 10_000),
            new Estimate(2.5, 90, 1_000),
            new Estimate(-1, 900, 200));
    var wins = new double[arms.size()];
    int draws = 200_000;
    for (int draw = 0; draw < draws; draw++) {
      double[] drawn =
          arms.stream()
              .mapToDouble(arm -> random.nextGaussian(arm.value(), Math.sqrt(arm.squaredError())))
              .toArray();
      double most = DoubleStream.of(drawn).max().orElseThrow();
      IntStream.range(0, drawn.length).filter(i -> drawn[i] == most).forEach(i -> wins[i]++);
    }

    var best = BanditWeights.of(arms, 0.01).get().best();
    for (int arm = 0; arm < wins.length; arm++) {
      assertThat(best.get(arm)).isCloseTo(wins[arm] / draws, within(0.004));
    }
    assertThat(best.stream().mapToDouble(x -> x).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void armsThatAreNotKnownYetSayWhy() {
    var known = new Estimate(1, 1, 100);

    assertThat(BanditWeights.of(List.of(known, new Estimate(1, 1, 99)), 0.01))
        .isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
    assertThat(BanditWeights.of(List.of(known, new Estimate(0, 0, 100)), 0.01))
        .isEqualTo(Answer.unknown(Reason.ZERO_VARIANCE));
    assertThatThrownBy(() -> BanditWeights.of(List.of(known, known), 0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BanditWeights.of(List.of(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
