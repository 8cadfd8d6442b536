package dev.forktail.engine.result.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.metric.Direction;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.report.Given;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import org.junit.jupiter.api.Test;

class BanditFeedTest {
  private static final Metric ORDERS = Given.orders();
  private static final Metric RETURNS =
      new Metric(
          new MetricKey("returns"),
          "Returns",
          "",
          new Quantity.Conversion(Measure.of("Order Refunded")),
          null,
          null,
          Direction.DOWN,
          0.02,
          0.01);

  @Test
  void theBetterArmGetsAllButTheFloor() {
    var shares = BanditFeed.of(bandit(ORDERS, 1_000, 1_500).totals()).get();

    assertThat(shares.weights()).containsExactly(100, 9_900);
    assertThat(shares.run()).isEqualTo(1);
    assertThat(shares.asOf()).isEqualTo(Given.AS_OF);
  }

  @Test
  void whereLessIsBetterTheLesserArmGetsIt() {
    assertThat(BanditFeed.of(bandit(RETURNS, 1_000, 1_500).totals()).get().weights())
        .containsExactly(9_900, 100);
  }

  @Test
  void armsThatAreAlikeGetTheSame() {
    assertThat(BanditFeed.of(bandit(ORDERS, 1_000, 1_000).totals()).get().weights())
        .containsExactly(5_000, 5_000);
  }

  @Test
  void anArmWithoutAWeightGetsNone() {
    var given =
        new Given()
            .arm("A", 1)
            .arm("off", 0)
            .arm("B", 1)
            .dealtBy("bandit")
            .goal(ORDERS)
            .share(ORDERS, "A", 1_000, 10_000)
            .share(ORDERS, "B", 1_500, 10_000);

    assertThat(BanditFeed.of(given.totals()).get().weights()).containsExactly(100, 0, 9_900);
  }

  @Test
  void withTooFewUnitsSharesStayAsTheyAre() {
    var given =
        Given.aAndB().goal(ORDERS).share(ORDERS, "A", 10, 99).share(ORDERS, "B", 50, 10_000);

    assertThat(BanditFeed.of(given.totals())).isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
  }

  @Test
  void withoutAGoalSharesStayAsTheyAre() {
    assertThat(BanditFeed.of(Given.aAndB().totals()))
        .isEqualTo(Answer.unknown(Reason.NOT_COMPUTED));
  }

  private static Given bandit(Metric goal, long a, long b) {
    return Given.aAndB()
        .dealtBy("bandit")
        .goal(goal)
        .share(goal, "A", a, 10_000)
        .share(goal, "B", b, 10_000);
  }
}
