package dev.forktail.engine.result.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.metric.Direction;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/// The rules of docs/results.md, one by one.
final class VerdictRulesTest {
  private static final Metric ORDERS = Given.orders();
  private static final Metric SIGNUPS =
      Metric.of("signups", new Quantity.Conversion(Measure.of("Signed Up")));

  @Test
  void theArmThatIsProvenBetterIsShipped() {
    var verdict = orders(1_000, 1_500).verdict();

    assertThat(verdict).isInstanceOf(Verdict.Ship.class);
    assertThat(verdict.sentence()).isEqualTo("Ship B.");
    assertThat(verdict.reason()).startsWith("With B, orders changes by +50.0 % (+");
  }

  @Test
  void ofTwoBetterArmsTheBestIsShipped() {
    var given = orders(1_000, 1_500).arm("C", 1).share(ORDERS, "C", 1_700, 10_000);

    assertThat(given.verdict().sentence()).isEqualTo("Ship C.");
  }

  @Test
  void whereLessIsBetterTheLesserArmIsShipped() {
    var bounces = ResultReportTest.with(ORDERS, Direction.DOWN);
    var given = Given.aAndB().goal(bounces);
    given.share(bounces, "A", 1_500, 10_000).share(bounces, "B", 1_000, 10_000);

    assertThat(given.verdict().sentence()).isEqualTo("Ship B.");
  }

  @Test
  void whatAFixedLookAloneWouldFindIsNotShipped() {
    var report = orders(1_000, 1_090).report();
    var lift = report.metrics().getFirst().comparisons().getFirst().relative().get();

    assertThat(lift.fixed().orElseThrow().pValue()).isLessThan(0.05);
    assertThat(report.verdict()).isInstanceOf(Verdict.KeepRunning.class);
  }

  @Test
  void whenAllArmsAreWorseTheControlIsKept() {
    var verdict = orders(1_500, 1_000).verdict();

    assertThat(verdict.sentence()).isEqualTo("Keep A.");
    assertThat(verdict.reason()).contains("-33.3 %");
  }

  @Test
  void anArmThatHarmsAGuardrailIsStopped() {
    var given = orders(1_000, 1_500).guardrail(SIGNUPS);
    given.share(SIGNUPS, Given.FIRST, "A", 5_000, 10_000);
    given.share(SIGNUPS, Given.FIRST, "B", 4_000, 10_000);
    var verdict = given.verdict();

    assertThat(verdict).isInstanceOf(Verdict.Stop.class);
    assertThat(verdict.sentence()).isEqualTo("Stop: guardrail signups is harmed by B.");
  }

  @Test
  void anotherArmThatHarmsNothingIsShippedAllTheSame() {
    var given = orders(1_000, 1_500).arm("C", 1).guardrail(SIGNUPS);
    given.share(ORDERS, "C", 1_400, 10_000);
    given.share(SIGNUPS, Given.FIRST, "A", 5_000, 10_000);
    given.share(SIGNUPS, Given.FIRST, "B", 4_000, 10_000);
    given.share(SIGNUPS, Given.FIRST, "C", 5_000, 10_000);

    assertThat(given.verdict().sentence()).isEqualTo("Ship C.");
    assertThat(given.verdict().reason())
        .contains("Whether guardrail signups is harmed is not known yet.");
  }

  @Test
  void aGoalThatGotWorseIsSaidBesideTheOneThatGotBetter() {
    var given = orders(1_000, 1_500).goal(SIGNUPS);
    given.share(SIGNUPS, Given.FIRST, "A", 5_000, 10_000);
    given.share(SIGNUPS, Given.FIRST, "B", 4_000, 10_000);

    assertThat(given.verdict().reason())
        .contains("Elsewhere it is worse. With B, signups changes by -20.0 %");
  }

  @Test
  void aMismatchComesBeforeAllThatItSpoils() {
    var given = Given.aAndB().goal(ORDERS);
    given.share(ORDERS, "A", 1_000, 10_000).share(ORDERS, "B", 1_500, 9_000);
    given.units("browser", "Safari", "A", 2_000).units("browser", "Safari", "B", 1_000);
    given.units("browser", "Chrome", "A", 8_000).units("browser", "Chrome", "B", 8_000);

    assertThat(given.verdict().sentence())
        .isEqualTo("Do not trust: sample ratio mismatch, most of it from browser Safari.");
    assertThat(given.verdict().reason())
        .isEqualTo(
            "The arms have 10,000 and 9,000 units, which chance makes of 9,500 and 9,500"
                + " in fewer than one of 1,000 experiments.");
  }

  @Test
  void belowAHundredUnitsInAnArmItIsTooEarly() {
    var given = Given.aAndB().goal(ORDERS);
    given.share(ORDERS, "A", 10, 120).share(ORDERS, "B", 50, 99);

    assertThat(given.verdict().sentence()).isEqualTo("Too early.");
    assertThat(given.verdict().reason()).startsWith("B has 99 units");
  }

  @Test
  void anArmOfWeightZeroIsNotWaitedFor() {
    assertThat(orders(1_000, 1_500).arm("C", 0).verdict().sentence()).isEqualTo("Ship B.");
  }

  @Test
  void whileAMetricIsBeingFilledNothingIsSaid() {
    var verdict = orders(1_000, 1_500).filled(ORDERS, 0.4).verdict();

    assertThat(verdict.sentence()).isEqualTo("Being filled.");
    assertThat(verdict.reason()).contains("40.0 %");
  }

  @Test
  void aDifferenceSmallerThanWhatMattersIsNone() {
    var given = Given.aAndB().goal(ORDERS);
    given.share(ORDERS, "A", 500_000, 1_000_000).share(ORDERS, "B", 500_500, 1_000_000);

    assertThat(given.verdict().sentence()).isEqualTo("No difference that matters.");
  }

  @Test
  void whatIsOpenRunsOnForAsLongAsItTakes() {
    var given = orders(1_000, 1_010);
    given.units(LocalDate.parse("2026-11-08"), "A", 7_000);
    given.units(LocalDate.parse("2026-11-08"), "B", 7_000);
    var verdict = (Verdict.KeepRunning) given.verdict();
    long units = verdict.units().orElseThrow();

    assertThat(verdict.days()).hasValue((long) Math.ceil(units / 2_000.0));
    assertThat(verdict.sentence())
        .isEqualTo("Keep running: %,d more days.".formatted(verdict.days().orElseThrow()));
    assertThat(verdict.reason()).contains("%,d more units".formatted(units));
  }

  @Test
  void whenNoUnitsComeItSaysHowManyAreMissing() {
    var verdict = orders(1_000, 1_010).verdict();

    assertThat(verdict.sentence()).matches("Keep running: [0-9,]+ more units\\.");
  }

  @Test
  void aRunThatEndedWithoutEvidenceHasNoAnswer() {
    var verdict = orders(1_000, 1_010).ended().verdict();

    assertThat(verdict.sentence()).isEqualTo("No answer.");
    assertThat(verdict.reason()).startsWith("It ended before anything was certain.");
  }

  @Test
  void withoutAGoalThereIsNothingToDecide() {
    var given = Given.aAndB().units("A", 1_000).units("B", 1_000);

    assertThat(given.verdict()).isInstanceOf(Verdict.Undecided.class);
  }

  private static Given orders(long ofA, long ofB) {
    return Given.aAndB()
        .goal(ORDERS)
        .share(ORDERS, "A", ofA, 10_000)
        .share(ORDERS, "B", ofB, 10_000);
  }
}
