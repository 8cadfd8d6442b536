package dev.forktail.engine.result.aacheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.aacheck.MetricFairness.Finding;
import dev.forktail.engine.result.live.Dimensions;
import dev.forktail.engine.result.live.Fact;
import dev.forktail.engine.result.live.Observation;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.engine.result.recount.RawEvents;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.statistics.Answer;
import dev.forktail.statistics.Reason;
import dev.forktail.statistics.sums.FixedPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AaChecksTest {
  private static final ProjectId PROJECT = new ProjectId(1);
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final Metric BUYING =
      Metric.of("buying", new Quantity.Conversion(Measure.of("Order Completed")));
  private static final Metric REVENUE =
      Metric.of("revenue", new Quantity.Sum(Measure.of("Order Completed", "revenue")));
  private static final Metric PER_ORDER =
      Metric.of(
          "per-order",
          new Quantity.Ratio(
              new Quantity.Sum(Measure.of("Order Completed", "revenue")),
              new Quantity.Count(Measure.of("Order Completed"))));
  private static final Metric BACK =
      Metric.of("back", new Quantity.Retention(Measure.of("Page Viewed"), 30));

  @TempDir private Path folder;

  /// Of each visitor its orders' revenues.
  private interface Orders {
    double[] of(Random random, int visitor);
  }

  @Test
  void fairMetricsAreFoundFair() {
    var outcome = check(2_000, AaChecksTest::usual, BUYING, REVENUE, PER_ORDER);

    assertThat(outcome.units()).isEqualTo(2_000);
    assertThat(outcome.dealt()).isEqualTo(2_000);
    assertThat(outcome.metrics())
        .allSatisfy(
            fairness -> {
              var found = fairness.found().get();
              assertThat(found.finding()).isEqualTo(Finding.FAIR);
              assertThat(found.rate()).isBetween(found.low(), found.high());
              assertThat(found.sequentialRate()).isLessThan(found.rate());
              assertThat(fairness.isUnfair()).isFalse();
            });
  }

  @Test
  void theSamePastAndSeedGiveTheSameNumbers() {
    assertThat(check(500, AaChecksTest::usual, REVENUE))
        .isEqualTo(check(500, AaChecksTest::usual, REVENUE));
  }

  /// One visitor has spent more than all others: relative to the arm that has it, the other one has
  /// lost everything.
  @Test
  void aMetricOfOneExtremeValueShowsEffectsThatAreNotThere() {
    var outcome =
        check(
            1_000,
            (random, visitor) -> visitor == 7 ? new double[] {1e9} : usual(random, visitor),
            REVENUE);

    assertThat(outcome.metrics().getFirst().found().get().finding()).isEqualTo(Finding.TOO_OFTEN);
    assertThat(outcome.metrics().getFirst().isUnfair()).isTrue();
  }

  /// Sixteen of 20,000 buy: p-values take few steps.
  @Test
  void aMetricOfVeryRareThingsIsFoundOut() {
    var outcome =
        check(
            20_000,
            (_, visitor) -> visitor % 1_250 == 1 ? new double[] {1} : new double[0],
            BUYING);

    assertThat(outcome.metrics().getFirst().found().get().finding()).isNotEqualTo(Finding.FAIR);
  }

  @Test
  void whatIsTooLittleHasAReason() {
    assertThat(check(100, AaChecksTest::usual, BUYING).metrics().getFirst().found())
        .isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
    assertThat(check(1_000, (_, _) -> new double[0], BUYING).metrics().getFirst().found())
        .isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
  }

  /// Nobody can have come back after 30 days when the past is 14 days long.
  @Test
  void whatIsNotOverCountsNowhere() {
    var back = check(1_000, AaChecksTest::usual, BACK).metrics().getFirst();

    assertThat(back.active()).isZero();
    assertThat(back.found()).isEqualTo(Answer.unknown(Reason.TOO_FEW_UNITS));
  }

  @Test
  void ofTooManyAPartIsDealtChosenByTheirIds() {
    var outcome = check(4_000, 600, AaChecksTest::usual, BUYING);

    assertThat(outcome.units()).isEqualTo(4_000);
    assertThat(outcome.dealt()).isBetween(300, 600);
    assertThat(outcome.metrics().getFirst().active())
        .isBetween(outcome.dealt() / 8, outcome.dealt() / 3);
    assertThat(outcome.metrics().getFirst().found().get().finding()).isEqualTo(Finding.FAIR);
  }

  /// A fifth buys, some of them twice.
  private static double[] usual(Random random, int visitor) {
    return switch (random.nextInt(10)) {
      case 0 -> new double[] {10 + random.nextInt(90)};
      case 1 -> new double[] {10 + random.nextInt(90), 10 + random.nextInt(90)};
      default -> new double[0];
    };
  }

  private AaCheckOutcome check(int visitors, Orders orders, Metric... metrics) {
    return check(visitors, PastUnits.DEALT_MAX, orders, metrics);
  }

  private AaCheckOutcome check(int visitors, int dealtMax, Orders orders, Metric... metrics) {
    var checks =
        new AaChecks(
            (plan, _, reader, _) -> read(plan, visitors, orders, reader),
            folder.resolve("work"),
            ReportSettings.standard(),
            InstantSource.fixed(NOW),
            dealtMax);
    return checks.check(
        PROJECT, new AaCheckRequest(List.of(), 14, 1_000, 0), List.of(metrics), _ -> {});
  }

  private static void read(ResultPlan plan, int visitors, Orders orders, RawEvents.Reader reader) {
    var random = new Random(1);
    var run = plan.runs().getFirst();
    long noon = NOW.getEpochSecond() * 1_000_000 - 2 * DAY_MICROS;
    try {
      for (int visitor = 0; visitor < visitors; visitor++) {
        var unit = UnitKey.of(PROJECT, run.unit(), "visitor " + visitor);
        reader.read(new Observation.Exposed(unit, run.id(), 0, noon, 0, unknown()));
        for (double revenue : orders.of(random, visitor)) {
          for (var fact : facts(plan, noon + 1 + random.nextInt(1_000), revenue)) {
            reader.read(new Observation.Counted(unit, fact));
          }
        }
      }
      reader.read( // of one who was there at another time only
          new Observation.Counted(
              UnitKey.of(PROJECT, run.unit(), "nobody"), facts(plan, noon, 1).getFirst()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Fact> facts(ResultPlan plan, long micros, double revenue) {
    var facts = new ArrayList<Fact>();
    for (var track : plan.tracks()) {
      long value = track.measure().property() == null ? 0 : FixedPoint.of(revenue).get();
      facts.add(new Fact(track.id(), micros, micros / 60_000_000, value));
    }
    return facts;
  }

  private static List<@Nullable String> unknown() {
    return Collections.nCopies(Dimensions.NAMES.size(), null);
  }
}
