package dev.forktail.assignment.strategy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.Assignment;
import dev.forktail.assignment.AssignmentStrategy;
import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentDraft;
import dev.forktail.assignment.Experiments;
import dev.forktail.assignment.Reason;
import dev.forktail.assignment.Strategies;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.TestSurroundings;
import dev.forktail.assignment.Variant;
import dev.forktail.assignment.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StrategiesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void allOfThisLibraryAreFoundAndSayWhatTheyAre() {
    var all = Strategies.builtIn().all();
    assertThat(all)
        .extracting(AssignmentStrategy::name)
        .containsExactly("hash", "random", "round-robin", "login-time", "bandit");
    assertThat(all).filteredOn(AssignmentStrategy::needsMemory).hasSize(4);
    assertThat(all).allSatisfy(each -> assertThat(each.description()).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void chanceDealsAsTheWeightsSay(long seed) {
    var counts = counts(deal(seed, draft("random", Map.of(), 1_000, 3_000, 6_000), 10_000));
    assertThat(counts.get("v0")).isBetween(880, 1_120);
    assertThat(counts.get("v1")).isBetween(2_820, 3_180);
    assertThat(counts.get("v2")).isBetween(5_810, 6_190);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void roundRobinIsNeverOffByACycleWhereverItBegins(long seed) {
    var dealt = deal(seed, draft("round-robin", Map.of(), 2_000, 3_000, 5_000), 1_000);
    for (int length = 1; length <= dealt.size(); length++) {
      var counts = counts(dealt.subList(0, length));
      assertThat(counts.getOrDefault("v0", 0)).isBetween(length / 10 * 2, length / 10 * 2 + 2);
      assertThat(counts.getOrDefault("v2", 0)).isBetween(length / 10 * 5, length / 10 * 5 + 5);
    }
  }

  @Test
  void roundRobinGoesOnWhenOtherThingsChange() {
    var surroundings = new TestSurroundings(7);
    var draft = draft("round-robin", Map.of(), 1, 1);
    var before = surroundings.with(Strategies.builtIn(), draft.make());
    var first = deal(before, 0);
    var second = deal(before.with(List.of(draft.traffic(9_999).make())), 1);
    assertThat(second).isNotEqualTo(first);
    assertThat(deal(before, 2)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T05:59:59Z, v1", // 06:59:59 in Vienna
    "2026-11-23T06:00:00Z, v0", // 07:00
    "2026-11-23T16:59:59Z, v0", // 17:59:59
    "2026-11-23T17:00:00Z, v1", // 18:00
    "2026-11-23T23:30:00Z, v1", // after midnight
    "2026-07-01T05:00:00Z, v0", // 07:00 in summer
    "2026-07-01T04:59:59Z, v1",
  })
  void windowsOfTheDayFollowTheClockOfTheirZone(Instant moment, String expected) {
    var options = Map.of("windows", "07:00-18:00=v0,18:00-07:00=v1", "zone", "Europe/Vienna");
    assertThat(dealAt(draft("login-time", options, 1, 1), moment)).isEqualTo(expected);
  }

  /// On 2026-03-29 the clock goes from 02:00 to 03:00, at 01:00 UTC; on 2026-10-25 from 03:00 to
  /// 02:00, at 01:00 UTC.
  @ParameterizedTest
  @CsvSource({
    "2026-03-29T00:59:59Z, v0", // 01:59:59
    "2026-03-29T01:00:00Z, v2", // 03:00, the window from 2 to 3 is left out
    "2026-10-25T00:30:00Z, v1", // 02:30 for the first time
    "2026-10-25T01:30:00Z, v1", // 02:30 for the second time
    "2026-10-25T02:00:00Z, v2", // 03:00
  })
  void theHourThatIsLeftOutHasNoWindowAndTheOneThatComesTwiceHasItTwice(
      Instant moment, String expected) {
    var options =
        Map.of("windows", "00:00-02:00=v0,02:00-03:00=v1,03:00-00:00=v2", "zone", "Europe/Vienna");
    assertThat(dealAt(draft("login-time", options, 1, 1, 1), moment)).isEqualTo(expected);
  }

  @Test
  void outsideOfAllWindowsNobodyIsCounted() {
    var draft = draft("login-time", Map.of("windows", "09:00-10:00=v1"), 1, 1);
    var answer = assign(new TestSurroundings(1).with(Strategies.builtIn(), draft.make()), 1);
    assertThat(answer.reason()).isEqualTo(Reason.NOT_IN_TRAFFIC);
  }

  @Test
  void theMomentOfTheLoginIsThatOfTheSubjectWhereItIsKnown() {
    var draft = draft("login-time", Map.of("windows", "00:00-11:00=v0,11:00-00:00=v1"), 1, 1);
    var experiments = new TestSurroundings(1).with(Strategies.builtIn(), draft.make());
    for (Object login : new Object[] {"2026-11-23T11:59:00+01:00", 1_795_431_599_000L}) {
      var subject = Subject.user("ann").with(Map.of("loginAt", login));
      var answer = requireNonNull(experiments.assign(draft.make().key(), subject, Visit.at(NOW)));
      assertThat(answer.variant().key()).hasToString("v0");
    }
  }

  @ParameterizedTest
  @CsvSource({"PT30M, 1800, UTC", "PT1H, 3600, Europe/Vienna"})
  void aSwitchbackGivesEachBlockEachVariantAsOftenAsItWeighs(
      String every, int seconds, String zone) {
    var options = Map.of("interval", every, "zone", zone, "origin", "2026-03-28T00:00:00Z");
    var draft = draft("login-time", options, 1, 1, 2);
    var experiments = new TestSurroundings(1).with(Strategies.builtIn(), draft.make());
    var orders = new ArrayList<String>();
    for (int block = 0; block < 100; block++) {
      var start = Instant.parse("2026-03-28T00:00:00Z").plusSeconds(block * 4L * seconds);
      var order = new StringBuilder();
      for (int i = 0; i < 4; i++) {
        var first = dealAt(experiments, start.plusSeconds((long) i * seconds));
        var last = dealAt(experiments, start.plusSeconds((i + 1L) * seconds - 1));
        assertThat(last).isEqualTo(first);
        order.append(first);
      }
      assertThat(order.toString().split("v", -1)).containsExactlyInAnyOrder("", "0", "1", "2", "2");
      orders.add(order.toString());
    }
    assertThat(orders.stream().distinct()).as("orders").hasSizeGreaterThan(8);
  }

  @Test
  void aDayOfASwitchbackIsADayOfTheCalendarAlsoWhenItHas23Hours() {
    var options = Map.of("interval", "P1D", "zone", "Europe/Vienna");
    var draft = draft("login-time", options, 1, 1);
    var experiments = new TestSurroundings(1).with(Strategies.builtIn(), draft.make());
    var day = Instant.parse("2026-03-28T23:00:00Z"); // 2026-03-29T00:00+01:00
    var next = Instant.parse("2026-03-29T22:00:00Z"); // 2026-03-30T00:00+02:00
    assertThat(dealAt(experiments, next.minusSeconds(1))).isEqualTo(dealAt(experiments, day));
    for (int i = 0; i < 24; i++) {
      assertThat(dealAt(experiments, next.plusSeconds(i * 3_600L)))
          .isEqualTo(dealAt(experiments, next));
    }
  }

  @Test
  void aBanditDealsByTheWeightsItIsFed() {
    var experiment = draft("bandit", Map.of(), 1, 1).make();
    var surroundings = new TestSurroundings(1);
    int[][] fed = {{9_500, 500}};
    var experiments =
        surroundings.with(
            Strategies.builtIn(), key -> key.equals(experiment.key()) ? fed[0] : null, experiment);
    var counts = counts(dealMany(experiments, 10_000));
    assertThat(counts.get("v0")).isBetween(9_400, 9_600);
    fed[0] = new int[] {1};
    assertThat(assign(experiments, 1).reason()).isEqualTo(Reason.STRATEGY_FAILED);
    assertThat(surroundings.failures).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "hash, size, 3",
    "round-robin, size, 3",
    "login-time, interval, P1M",
    "login-time, interval, PT0.5S",
    "login-time, windows, 9-10=v0",
    "login-time, windows, 09:00-10:00=v7",
    "login-time, zone, Middle/Earth",
  })
  void optionsThatMakeNoSenseAreRefusedByName(String strategy, String option, String value) {
    var surroundings = new TestSurroundings(1);
    var options = new LinkedHashMap<>(Map.of(option, value));
    if (option.equals("zone")) {
      options.put("interval", "PT1H");
    }
    surroundings.with(Strategies.builtIn(), draft(strategy, options, 1, 1).make());
    assertThat(surroundings.failures)
        .singleElement()
        .isInstanceOf(IllegalArgumentException.class)
        .asString()
        .contains(option);
  }

  private static ExperimentDraft draft(
      String strategy, Map<String, String> options, int... weights) {
    var variants = new Variant[weights.length];
    for (int i = 0; i < weights.length; i++) {
      variants[i] = Variant.of("v" + i, weights[i]);
    }
    return Experiment.draft("checkout", variants).running().strategy(strategy, options);
  }

  private static List<String> deal(long seed, ExperimentDraft draft, int times) {
    return dealMany(new TestSurroundings(seed).with(Strategies.builtIn(), draft.make()), times);
  }

  private static List<String> dealMany(Experiments experiments, int times) {
    var dealt = new ArrayList<String>();
    for (int i = 0; i < times; i++) {
      dealt.add(deal(experiments, i));
    }
    return dealt;
  }

  private static String deal(Experiments experiments, int user) {
    return assign(experiments, user).variant().key().value();
  }

  private static Assignment assign(Experiments experiments, int user) {
    return experiments.assignAll(Subject.user("user-" + user), Visit.at(NOW)).getFirst();
  }

  private static String dealAt(ExperimentDraft draft, Instant moment) {
    return dealAt(new TestSurroundings(1).with(Strategies.builtIn(), draft.make()), moment);
  }

  private static String dealAt(Experiments experiments, Instant moment) {
    var answer = experiments.assignAll(Subject.user("ann"), Visit.at(moment)).getFirst();
    assertThat(answer.reason()).isEqualTo(Reason.ASSIGNED);
    return answer.variant().key().value();
  }

  private static Map<String, Integer> counts(List<String> dealt) {
    var counts = new LinkedHashMap<String, Integer>();
    dealt.forEach(variant -> counts.merge(variant, 1, Integer::sum));
    return counts;
  }
}
