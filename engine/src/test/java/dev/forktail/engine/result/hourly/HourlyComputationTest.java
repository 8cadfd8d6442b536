package dev.forktail.engine.result.hourly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.engine.metric.Cap;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.HourlyTotals;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.hourly.HourlyRecord.Computed;
import dev.forktail.engine.result.live.Observations;
import dev.forktail.engine.result.live.PlannedRun;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.ShopEvents;
import dev.forktail.engine.result.live.Tally;
import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.engine.result.recount.AnyEvents;
import dev.forktail.engine.result.recount.AnyEvents.Stored;
import dev.forktail.engine.result.recount.Recount;
import dev.forktail.statistics.estimate.Estimate;
import dev.forktail.statistics.sums.Sums;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HourlyComputationTest {
  private static final Instant AS_OF = ShopEvents.START.plus(Duration.ofDays(3));
  private static final Measure PAID = Measure.of("Order Completed", "revenue");
  private static final long DAY = 86_400;
  private static final long SLICE = 29_000_000;

  @TempDir private Path folder;

  static IntStream seeds() {
    return IntStream.rangeClosed(1, 40);
  }

  /// Whatever happens, what units came to in the run is what follows the events.
  @ParameterizedTest
  @MethodSource("seeds")
  void whatCameAfterTheExposureIsWhatIsCountedLive(int seed) throws IOException {
    var events = new AnyEvents(new Random(seed)).some(300);
    int compared = 0;
    for (var run : AnyEvents.plan().runs()) {
      var standing = standing(run);
      var live = live(standing, events);
      for (var computed : computed(standing, events)) {
        var tally = tallyOf(run, computed.metric());
        for (int arm = 0; arm < run.run().arms().size(); arm++) {
          var expected = live.getOrDefault(new Place(tally, arm), null);
          var adjusted = computed.totals().adjusted().get(run.run().arms().get(arm).variant());
          assertThat(adjusted == null ? null : inRun(adjusted))
              .as("%s of %s", computed.metric().key(), run.run().experiment())
              .isEqualTo(expected);
          compared += expected == null ? 0 : 1;
        }
      }
    }
    assertThat(compared).isPositive();
  }

  @Test
  void whatAUnitDidInTheFourteenDaysBeforeIsItsOtherValue() throws IOException {
    var shop =
        new ShopEvents()
            .ordered("u1", null, "100", -14 * DAY - 1)
            .ordered("u1", null, "20", -14 * DAY + 3_600)
            .ordered("u1", null, "3", 1_800)
            .exposed("u1", null, "control", 3_600)
            .ordered("u1", null, "50", 3_600)
            .exposed("u2", null, "control", 3_600)
            .ordered("u3", null, "7", -DAY);

    var sums = adjusted(new Quantity.Sum(PAID), shop).get("control");

    assertThat(sums).isEqualTo(Sums.ofUnit(500_000, 230_000).plus(Sums.ofUnit(0, 0)));
  }

  @Test
  void aRatioHasItsTwoValuesTwice() throws IOException {
    var shop =
        new ShopEvents()
            .ordered("u1", null, "20", -DAY)
            .ordered("u1", null, "10", -DAY + 1)
            .exposed("u1", null, "treatment", 0)
            .ordered("u1", null, "5", 60);
    var ratio =
        new Quantity.Ratio(
            new Quantity.Sum(PAID), new Quantity.Count(Measure.of("Order Completed")));

    assertThat(adjusted(ratio, shop))
        .isEqualTo(Map.of("treatment", Sums.ofUnit(50_000, 10_000, 300_000, 20_000)));
  }

  /// An arm may bring visitors to log in, so what is known by that must not decide what they were.
  @Test
  void onlyWhatWasKnownAtTheExposureCountsBefore() throws IOException {
    var before = new ShopEvents().ordered("u1", null, "30", -DAY).identified("u1", "v1", -60);
    var exposed = new ShopEvents().exposed(null, "v1", "control", 0);
    var after = new ShopEvents().identified("u1", "v1", 60);

    var known = Stream.of(stored(before, 0), stored(exposed, 10));
    var unknown = new ShopEvents().ordered("u1", null, "30", -DAY);
    var learned = Stream.of(stored(unknown, 0), stored(exposed, 10), stored(after, 20));

    assertThat(computed(revenue(), flat(known)).adjusted())
        .isEqualTo(Map.of("control", Sums.ofUnit(0, 300_000)));
    assertThat(computed(revenue(), flat(learned)).adjusted())
        .isEqualTo(Map.of("control", Sums.ofUnit(0, 0)));
  }

  @Test
  void aPercentileOfAllUnitsCutsTheHighest() throws IOException {
    var shop = new ShopEvents();
    for (int i = 1; i <= 100; i++) {
      var arm = i % 2 == 0 ? "control" : "treatment";
      shop.exposed("u" + i, null, arm, 0).ordered("u" + i, null, i == 100 ? "9000" : "0.1", 60);
    }
    var metric = capped(new Cap.Percentile(0.9, true));

    var totals = computed(metric, stored(shop, 0));

    assertThat(totals.cap()).isEqualTo(0.1);
    var tenth = BigInteger.valueOf(1_000);
    var none = BigInteger.ZERO;
    var fifty =
        new Sums(
            50,
            List.of(tenth.multiply(BigInteger.valueOf(50)), none),
            List.of(tenth.pow(2).multiply(BigInteger.valueOf(50)), none, none));
    assertThat(totals.adjusted()).extractingByKey("control").isEqualTo(fifty);
    assertThat(totals.adjusted()).extractingByKey("treatment").isEqualTo(fifty);
  }

  @Test
  void theShareOfACapMayLeaveOutThoseWithNothing() throws IOException {
    var shop = new ShopEvents();
    for (int i = 1; i <= 100; i++) {
      shop.exposed("u" + i, null, "control", 0);
    }
    for (int i = 1; i <= 10; i++) {
      shop.ordered("u" + i, null, i == 10 ? "900" : "0.1", 60);
    }

    assertThat(computed(capped(new Cap.Percentile(0.8, true)), stored(shop, 0)).cap()).isZero();
    assertThat(computed(capped(new Cap.Percentile(0.8, false)), stored(shop, 0)).cap())
        .isEqualTo(0.1);
  }

  /// The standard error of a median of n values 1 to n: half of the values at the ranks 1/2 ± 1.96
  /// sqrt(1/4/n), over 1.96: n sqrt(1/4/n) = 10 for 400.
  @Test
  void aQuantileHasItsErrorFromItsUnits() throws IOException {
    var shop = new ShopEvents();
    for (int i = 1; i <= 400; i++) {
      shop.exposed("u" + i, null, "control", 0).ordered("u" + i, null, "" + i, 60);
    }
    shop.exposed("nobody", null, "control", 0);

    var median = median(shop);

    assertThat(median.value()).isCloseTo(200, within(0.5));
    assertThat(Math.sqrt(median.squaredError())).isCloseTo(10, within(0.1));
    assertThat(median.units()).isEqualTo(400);
  }

  /// Four values that are all the same in each unit say no more than one.
  @Test
  void valuesOfOneUnitAreNotTakenForUnits() throws IOException {
    var shop = new ShopEvents();
    for (int i = 1; i <= 400; i++) {
      shop.exposed("u" + i, null, "control", 0);
      for (int again = 0; again < 4; again++) {
        shop.ordered("u" + i, null, "" + i, 60 + again);
      }
    }

    var median = median(shop);

    assertThat(Math.sqrt(median.squaredError())).isCloseTo(10, within(0.1));
  }

  @Test
  void nothingIsLeftOnDisk() throws IOException {
    computed(capped(new Cap.Percentile(0.9, true)), stored(new ShopEvents(), 0));

    assertThat(folder).isEmptyDirectory();
  }

  private static Metric revenue() {
    return Metric.of("revenue", new Quantity.Sum(PAID));
  }

  private static Metric median() {
    return Metric.of("median", new Quantity.Quantile(PAID, 0.5));
  }

  private Estimate median(ShopEvents shop) throws IOException {
    var quantiles = computed(median(), stored(shop, 0)).quantiles();
    return Objects.requireNonNull(quantiles.get("control")).get();
  }

  private static Metric capped(Cap cap) {
    var plain = revenue();
    return new Metric(
        plain.key(),
        plain.name(),
        "",
        plain.quantity(),
        null,
        cap,
        plain.direction(),
        plain.minimumEffect(),
        plain.margin());
  }

  private static List<Stored> stored(ShopEvents shop, int slices) {
    return shop.all().stream().map(event -> new Stored(event, SLICE + slices)).toList();
  }

  private Map<String, Sums> adjusted(Quantity quantity, ShopEvents shop) throws IOException {
    return computed(Metric.of("m", quantity), stored(shop, 0)).adjusted();
  }

  private static List<Stored> flat(Stream<List<Stored>> events) {
    return events.flatMap(List::stream).toList();
  }

  private HourlyTotals computed(Metric metric, List<Stored> events) throws IOException {
    var run = ShopEvents.measured(null, metric);
    var planned = new PlannedRun(7, run, 8, UnitKey.LAST, SLICE, List.of());
    var standing = new ResultPlan(1, List.of(planned), List.of());
    return computed(standing, events).getFirst().totals();
  }

  private List<Computed> computed(ResultPlan standing, List<Stored> events) throws IOException {
    try (var computation = HourlyComputation.begin(standing, Set.of(), folder.resolve("work"))) {
      var observations = new Observations(computation.plan());
      events.forEach(each -> observations.read(each.event(), each.slice()));
      for (var found : observations.found()) {
        computation.add(found);
      }
      return computation.computed(AS_OF);
    }
  }

  /// That run alone, with its metrics as goals.
  private static ResultPlan standing(PlannedRun planned) {
    var run = planned.run();
    var goals =
        new Run(
            run.project(),
            run.experiment(),
            run.number(),
            run.unit(),
            run.strategy(),
            run.arms(),
            run.started(),
            run.ended(),
            planned.tallies().stream().map(Tally::metric).toList(),
            List.of());
    return new ResultPlan(
        1,
        List.of(
            new PlannedRun(
                planned.id(),
                goals,
                planned.units(),
                planned.counted(),
                planned.since(),
                planned.tallies())),
        AnyEvents.plan().tracks().stream()
            .filter(track -> track.unit().equals(planned.unit()))
            .toList());
  }

  private record Place(int tally, int arm) {}

  private Map<Place, Sums> live(ResultPlan standing, List<Stored> events) throws IOException {
    var all = new HashMap<Place, Sums>();
    try (var recount = Recount.begin(standing, Set.of(), folder.resolve("live"))) {
      var observations = new Observations(standing);
      events.forEach(each -> observations.read(each.event(), each.slice()));
      for (var found : observations.found()) {
        recount.add(found);
      }
      recount
          .totals()
          .forEach(
              (key, sums) -> {
                if (key.dimension() == 0 && key.arm() != TotalKey.MACHINES) {
                  all.merge(new Place(key.tally(), key.arm()), sums, Sums::plus);
                }
              });
    }
    return all;
  }

  private static int tallyOf(PlannedRun run, Metric metric) {
    return run.tallies().stream()
        .filter(tally -> tally.metric().equals(metric))
        .findFirst()
        .orElseThrow()
        .id();
  }

  /// The first half of the values.
  private static Sums inRun(Sums sums) {
    return sums.width() == 2
        ? new Sums(sums.units(), sums.totals().subList(0, 1), List.of(sums.product(0, 0)))
        : new Sums(
            sums.units(),
            sums.totals().subList(0, 2),
            List.of(sums.product(0, 0), sums.product(0, 1), sums.product(1, 1)));
  }
}
