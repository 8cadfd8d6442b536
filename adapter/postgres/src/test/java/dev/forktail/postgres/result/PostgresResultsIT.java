package dev.forktail.postgres.result;

import static dev.forktail.engine.event.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.result.Run;
import dev.forktail.engine.result.live.LiveResults;
import dev.forktail.engine.result.live.Observations;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.ShopEvents;
import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.engine.result.memory.InMemoryUnitRecords;
import dev.forktail.engine.result.plan.ResultPlans.StoredEvent;
import dev.forktail.engine.result.plan.ResultUpkeep;
import dev.forktail.engine.result.plan.StoredEvents;
import dev.forktail.engine.result.recount.Recount;
import dev.forktail.engine.result.recount.RecountDiary;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.StoreTables;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.event.PostgresEventStore;
import dev.forktail.postgres.slice.PostgresSliceCatalog;
import dev.forktail.postgres.slice.SealConfig;
import dev.forktail.statistics.sums.Sums;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Totals in the event database are what all stored events come to, whatever happened in between.
@ExtendWith(DatabaseExtension.class)
final class PostgresResultsIT {
  private static final SealConfig SEALS =
      new SealConfig(
          120_000, Duration.ofHours(24), 1_000_000, Duration.ofSeconds(1), Duration.ofSeconds(5));

  @TempDir private Path folder;
  private final TestDatabase database;
  private final PostgresEventStore store;
  private final PostgresResultPlans plans;
  private final ShopEvents shop = new ShopEvents();
  private final List<StoredEvent> stored = new ArrayList<>();
  private final Claim[] claims = new Claim[2];
  private final long[] next = new long[2];
  private long slice = StoreTables.minuteOf(TestDatabase.OPENED);

  PostgresResultsIT(TestDatabase database) {
    this.database = database;
    this.store = new PostgresEventStore(database.database(), "node-1");
    this.plans = new PostgresResultPlans(database.database());
    for (int lane = 0; lane < claims.length; lane++) {
      claims[lane] = store.claim(UUID.randomUUID(), lane);
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void batchesOfTwoLanesComeToWhatTheirEventsDo(long seed) {
    plans.measure(List.of(run(ShopEvents.metrics())));

    storeAny(new Random(seed), 300);

    assertTotalsAreThoseOfStoredEvents();
  }

  @Test
  void whatIsInTheOpenSliceBeforeARunIsKnownCounts() {
    storeAny(new Random(4), 150);
    plans.measure(List.of(run(ShopEvents.metrics())));
    storeAny(new Random(5), 150);

    assertTotalsAreThoseOfStoredEvents();
  }

  @Test
  void whatIsInEarlierSlicesIsAddedStepByStepWhileOthersAreStored() {
    storeAny(new Random(6), 150);
    seal();
    storeAny(new Random(7), 50);
    var run = run(ShopEvents.metrics());
    plans.measure(List.of(run));
    var upkeep = new ResultUpkeep(plans, storedEvents(11));

    int steps = 0;
    while (upkeep.step(List.of(run))) {
      storeAny(new Random(100 + steps++), 5);
    }

    assertThat(steps).isGreaterThan(10);
    assertThat(plans.histories()).isEmpty();
    assertTotalsAreThoseOfStoredEvents();
  }

  @Test
  void aHistoryGoesOnOnlyFromWhereItIs() {
    storeAny(new Random(8), 50);
    seal();
    plans.measure(List.of(run(ShopEvents.metrics())));
    var history = plans.histories().getFirst();
    var part = storedEvents(20).next(history);

    plans.add(history, part.after(), part.events());
    var once = totals();
    plans.add(history, part.after(), part.events());

    assertThat(totals()).isEqualTo(once);
  }

  @Test
  void aMetricThatIsAddedOrChangedCountsAllUnitsThatThereAre() {
    var metrics = ShopEvents.metrics();
    plans.measure(List.of(run(metrics[0], metrics[1], metrics[2])));
    storeAny(new Random(9), 200);
    var first = metrics[1];
    var changed =
        new Metric(
            first.key(),
            first.name(),
            "",
            first.quantity(),
            Duration.ofHours(6),
            null,
            first.direction(),
            first.minimumEffect(),
            first.margin());

    plans.measure(List.of(run(metrics[0], changed, metrics[2], metrics[4])));
    storeAny(new Random(10), 50);
    while (plans.countSome()) {
      storeAny(new Random(11), 5);
    }
    plans.tidy();

    assertTotalsAreThoseOfStoredEvents();
    assertThat(database.column("SELECT count(DISTINCT tally) FROM result_total"))
        .containsExactly("5");
  }

  @Test
  void aRunThatIsOverKeepsWhatOccurredBefore() {
    plans.measure(List.of(run(ShopEvents.metrics())));
    storeAny(new Random(12), 200);

    var end = ShopEvents.START.plusSeconds(100_000);
    plans.measure(List.of(ShopEvents.measured(end, ShopEvents.metrics())));
    while (plans.countSome()) {
      storeAny(new Random(13), 5);
    }

    assertTotalsAreThoseOfStoredEvents();
  }

  /// Before, between and after its events, also those that are added from earlier slices.
  @ParameterizedTest
  @ValueSource(longs = {15, 16})
  void whoIsForgottenCountsNowhere(long seed) throws IOException {
    var random = new Random(seed);
    storeAny(random, 100);
    seal();
    var run = run(ShopEvents.metrics());
    plans.measure(List.of(run));
    storeAny(random, 100);
    var forgetting = new PostgresForgetting(database.database());
    var people = shop.all().stream().map(PostgresResultsIT::someId).distinct().limit(4).toList();
    assertThat(forgetting.forget(ShopEvents.PROJECT, people.subList(0, 2))).isPositive();
    var upkeep = new ResultUpkeep(plans, storedEvents(11));
    while (upkeep.step(List.of(run))) {
      storeAny(random, 5);
    }

    assertThat(forgetting.forget(ShopEvents.PROJECT, people)).isPositive();
    storeAny(random, 50);
    assertThat(forgetting.forget(ShopEvents.PROJECT, people)).isZero();

    var plan = plan();
    var observations = new Observations(plan);
    stored.forEach(event -> observations.read(event.event(), event.slice()));
    try (var snapshot = new PostgresTotalsSnapshots(database.database()).open()) {
      var standing = snapshot.find(ShopEvents.PROJECT, run.experiment()).orElseThrow();
      assertThat(standing.forgotten()).hasSizeGreaterThanOrEqualTo(people.size());
      try (var recount = Recount.begin(plan, standing.forgotten(), folder.resolve("work"))) {
        for (var observation : observations.found()) {
          recount.add(observation);
        }
        assertThat(totals()).isEqualTo(recount.totals()).isNotEmpty();
      }
    }
  }

  /// Two nodes find the same difference at once.
  @Test
  void whatDiffersIsPutRightOnce() {
    var run = run(ShopEvents.metrics());
    plans.measure(List.of(run));
    storeAny(new Random(17), 50);
    var wrong = totals().firstKey();
    var corrections = new TreeMap<>(Map.of(wrong, Sums.ofUnit(0)));
    var expected = Objects.requireNonNull(totals().get(wrong)).plus(Sums.ofUnit(0));
    var diary = new PostgresRecountDiary(database.database());
    var entry =
        new RecountDiary.Entry(
            run.project(), run.experiment(), 1, TestDatabase.OPENED, 50, 9, 1, "one", true);

    assertThat(diary.add(entry, corrections, 0)).isTrue();
    assertThat(diary.add(entry, corrections, 0)).isFalse();

    assertThat(totals().get(wrong)).isEqualTo(expected);
    assertThat(diary.list(run.project(), run.experiment(), 9)).containsExactly(entry);
  }

  private static String someId(Event event) {
    return event.userId() != null ? event.userId() : String.valueOf(event.anonymousId());
  }

  @Test
  void nothingIsKeptWhereNothingIsMeasured() {
    storeAny(new Random(14), 50);

    assertThat(database.column("SELECT count(*) FROM unit_record")).containsExactly("0");
  }

  private static Run run(Metric... metrics) {
    return ShopEvents.measured(null, metrics);
  }

  private void storeAny(Random random, int count) {
    int from = shop.all().size();
    for (int i = 0; i < count; i++) {
      shop.any(random);
    }
    while (from < shop.all().size()) {
      int to = Math.min(shop.all().size(), from + 1 + random.nextInt(20));
      store(shop.all().subList(from, to), random.nextInt(claims.length));
      from = to;
    }
  }

  private void store(List<Event> events, int lane) {
    store.store(claims[lane], batch(claims[lane], next[lane], events));
    next[lane] += events.size();
    events.forEach(event -> stored.add(new StoredEvent(event, slice)));
  }

  private void seal() {
    new PostgresSliceCatalog(database.database(), SEALS).seal(TestDatabase.OPENED.plusSeconds(60));
    slice++;
  }

  /// Those that were stored, in the order of their slices, some at a time.
  private StoredEvents storedEvents(int some) {
    return history -> {
      var all = stored.stream().filter(event -> event.slice() < history.to()).toList();
      int from = history.nextMessage().isEmpty() ? 0 : Integer.parseInt(history.nextMessage());
      int to = Math.min(all.size(), from + some);
      var after =
          to == all.size() ? history.at(history.to(), "") : history.at(history.next(), "" + to);
      return new StoredEvents.Part(all.subList(from, to), after);
    };
  }

  private void assertTotalsAreThoseOfStoredEvents() {
    var plan = plan();
    var observations = new Observations(plan);
    stored.forEach(event -> observations.read(event.event(), event.slice()));
    var records = new InMemoryUnitRecords();
    LiveResults.apply(plan, observations.found(), records, slice);
    assertThat(totals()).isEqualTo(records.totals()).isNotEmpty();
  }

  private ResultPlan plan() {
    return database.database().call("read the plan", PlanCache::read);
  }

  private SortedMap<TotalKey, Sums> totals() {
    var run = plan().runs().getFirst();
    return database
        .database()
        .call("read totals", connection -> PostgresResultTotals.sums(connection, run));
  }
}
