package dev.forktail.engine.result.live;

import static dev.forktail.engine.result.live.ShopEvents.FUNNEL;
import static dev.forktail.engine.result.live.ShopEvents.ITEMS;
import static dev.forktail.engine.result.live.ShopEvents.ORDERS;
import static dev.forktail.engine.result.live.ShopEvents.RATIO;
import static dev.forktail.engine.result.live.ShopEvents.RETENTION;
import static dev.forktail.engine.result.live.ShopEvents.REVENUE;
import static dev.forktail.engine.result.live.ShopEvents.UNITS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.result.memory.InMemoryUnitRecords;
import dev.forktail.statistics.sums.Sums;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveResultsTest {
  private static final int CONTROL = 0;
  private static final int TREATMENT = 1;
  private static final long SLICE = 10_000;
  private static final long DAY = 86_400;

  private final ShopEvents shop = new ShopEvents();

  @Test
  void aUnitCountsWithWhatItDidAfterItsExposure() {
    shop.ordered(null, "v", "5", 1).exposed(null, "v", "treatment", 2);
    shop.ordered(null, "v", "10.5", 3).ordered(null, "v", "4.25", 4);

    var totals = totals(shop.all());

    assertThat(sum(totals, UNITS, TREATMENT).units()).isEqualTo(1);
    assertThat(sum(totals, ORDERS, TREATMENT)).isEqualTo(Sums.ofUnit(20_000));
    assertThat(sum(totals, REVENUE, TREATMENT)).isEqualTo(Sums.ofUnit(147_500));
    assertThat(sum(totals, RATIO, TREATMENT)).isEqualTo(Sums.ofUnit(147_500, 20_000));
  }

  @Test
  void anExposureThatIsStoredAfterTheConversionCountsAlike() {
    shop.ordered(null, "v", "10", 3).exposed(null, "v", "control", 2);

    assertThat(sum(totals(shop.all()), REVENUE, CONTROL)).isEqualTo(Sums.ofUnit(100_000));
  }

  @Test
  void whatAVisitorDidIsItsUsersOnceItIsKnown() {
    shop.exposed(null, "v", "treatment", 1).ordered("u", null, "7", 5);
    var before = totals(shop.all());
    shop.identified("u", "v", 9);

    assertThat(sum(before, ORDERS, TREATMENT)).isEqualTo(Sums.ofUnit(0));
    assertThat(sum(totals(shop.all()), ORDERS, TREATMENT)).isEqualTo(Sums.ofUnit(10_000));
  }

  @Test
  void aVisitorMovesToAUserWhoWasNamedEarlier() {
    shop.exposed(null, "v", "treatment", 1).identified("late", "v", 9).identified("first", "v", 5);
    shop.ordered("first", null, "1", 20).ordered("late", null, "2", 20);

    assertThat(sum(totals(shop.all()), REVENUE, TREATMENT)).isEqualTo(Sums.ofUnit(10_000));
  }

  @Test
  void aUnitInTwoArmsCountsInNone() {
    shop.exposed(null, "v", "treatment", 1).exposed("u", null, "control", 2);
    shop.ordered("u", null, "1", 3).identified("u", "v", 4);

    var totals = totals(shop.all());

    assertThat(totals.keySet()).allMatch(key -> key.arm() == TotalKey.MULTIPLE);
    assertThat(sum(totals, UNITS, TotalKey.MULTIPLE).units()).isEqualTo(1);
  }

  @Test
  void botsCountNowhere() {
    shop.exposed(null, "v", "treatment", 1).bot();

    assertThat(totals(shop.all())).isEmpty();
  }

  @Test
  void eachDayHasItsChange() {
    shop.exposed(null, "v", "control", 1);
    shop.ordered(null, "v", "1", 2).ordered(null, "v", "2", DAY);

    var totals = totals(shop.all());

    var first = LocalDate.of(2026, 11, 1);
    assertThat(totals)
        .containsEntry(new TotalKey(REVENUE, CONTROL, 0, "", first), Sums.ofUnit(10_000))
        .containsEntry(
            new TotalKey(REVENUE, CONTROL, 0, "", first.plusDays(1)),
            Sums.ofUnit(30_000).minus(Sums.ofUnit(10_000)));
  }

  @Test
  void theStepsOfAFunnelMustBeInOrder() {
    shop.exposed(null, "v", "control", 1).ordered(null, "v", "1", 2).viewed(null, "v", "a", 3);
    shop.exposed(null, "w", "control", 1).viewed(null, "w", "a", 3).ordered(null, "w", "1", 3);

    var funnel = sum(totals(shop.all()), FUNNEL, CONTROL);

    assertThat(funnel).isEqualTo(Sums.ofUnit(0).plus(Sums.ofUnit(10_000)));
  }

  @Test
  void retentionCountsOnTheDayOnWhichItsDayIsOver() {
    shop.exposed(null, "v", "control", 0).viewed(null, "v", "a", DAY);

    assertThat(totals(shop.all()))
        .containsEntry(
            new TotalKey(RETENTION, CONTROL, 0, "", LocalDate.of(2026, 11, 3)),
            Sums.ofUnit(10_000));
  }

  @Test
  void differentValuesCountOnce() {
    shop.exposed(null, "v", "control", 0);
    shop.viewed(null, "v", "a", 1).viewed(null, "v", "b", 2).viewed(null, "v", "a", 3);

    assertThat(sum(totals(shop.all()), ITEMS, CONTROL)).isEqualTo(Sums.ofUnit(20_000));
  }

  @Test
  void moreEventsThanAPersonHasAreThoseOfAMachine() {
    shop.exposed(null, "v", "control", 0);
    for (int i = 0; i <= UnitValue.FACTS_MAX; i++) {
      shop.ordered(null, "v", "1", 1);
    }

    var totals = totals(shop.all());

    assertThat(sum(totals, ORDERS, TotalKey.MACHINES).units()).isEqualTo(1);
    assertThat(totals.keySet()).noneMatch(key -> key.tally() == ORDERS && key.arm() >= 0);
  }

  @Test
  void whatWasStoredMoreThanADayBeforeTheExposureDoesNotCount() {
    shop.ordered(null, "v", "1", 10).ordered(null, "v", "2", 20).exposed(null, "v", "control", 5);
    var slices = new HashMap<Event, Long>();
    slices.put(shop.all().get(0), SLICE - UnitView.LATE_SLICES - 1);
    slices.put(shop.all().get(1), SLICE - UnitView.LATE_SLICES);

    var totals = totals(List.of(shop.all()), slices);

    assertThat(sum(totals, REVENUE, CONTROL)).isEqualTo(Sums.ofUnit(20_000));
  }

  @Test
  void whatOccurredAfterTheEndDoesNotCount() {
    shop.exposed(null, "v", "control", 1).ordered(null, "v", "1", 5).ordered(null, "v", "2", 9);
    shop.exposed(null, "v", "treatment", 9);
    var records = new InMemoryUnitRecords();

    apply(ShopEvents.plan(UnitKey.LAST, ShopEvents.START.plusSeconds(9)), shop.all(), records);

    assertThat(sum(records.totals(), REVENUE, CONTROL)).isEqualTo(Sums.ofUnit(10_000));
  }

  /// Any order of events, cut into any batches, comes to the same.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void orderAndBatchesMakeNoDifference(int seed) {
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      shop.any(random);
    }
    var slices = new HashMap<Event, Long>();
    shop.all().forEach(event -> slices.put(event, SLICE + random.nextInt(3_000)));
    var shuffled = new ArrayList<>(shop.all());
    Collections.shuffle(shuffled, random);
    var batches = new ArrayList<List<Event>>();
    for (int from = 0; from < shuffled.size(); ) {
      int to = Math.min(shuffled.size(), from + 1 + random.nextInt(20));
      batches.add(shuffled.subList(from, to));
      from = to;
    }

    assertThat(totals(batches, slices)).isEqualTo(totals(List.of(shop.all()), slices)).isNotEmpty();
  }

  private static SortedMap<TotalKey, Sums> totals(List<Event> events) {
    return totals(List.of(events), Map.of());
  }

  private static SortedMap<TotalKey, Sums> totals(
      List<List<Event>> batches, Map<Event, Long> slices) {
    var records = new InMemoryUnitRecords();
    var plan = ShopEvents.plan();
    for (var batch : batches) {
      var observations = new Observations(plan);
      batch.forEach(event -> observations.read(event, slices.getOrDefault(event, SLICE)));
      LiveResults.apply(plan, observations.found(), records, SLICE);
    }
    return records.totals();
  }

  private static void apply(ResultPlan plan, List<Event> events, InMemoryUnitRecords records) {
    var observations = new Observations(plan);
    events.forEach(event -> observations.read(event, SLICE));
    LiveResults.apply(plan, observations.found(), records, SLICE);
  }

  /// Over all days.
  private static Sums sum(SortedMap<TotalKey, Sums> totals, int tally, int arm) {
    return totals.entrySet().stream()
        .filter(entry -> entry.getKey().tally() == tally && entry.getKey().arm() == arm)
        .filter(entry -> entry.getKey().dimension() == 0)
        .map(Map.Entry::getValue)
        .reduce(Sums::plus)
        .orElseThrow();
  }
}
