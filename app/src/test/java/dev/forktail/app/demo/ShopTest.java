package dev.forktail.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.assignment.ExperimentDraft;
import dev.forktail.assignment.State;
import dev.forktail.assignment.form.ExperimentForm;
import dev.forktail.engine.json.JsonTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final Pattern ID = Pattern.compile("\"messageId\":\"([^\"]+)\"");
  private static final Pattern TIME = Pattern.compile("\"timestamp\":\"([^\"]+)\"");
  private static final Pattern PERSON = Pattern.compile("\"anonymousId\":\"([^\"]+)\"");
  private static final Pattern EVENT = Pattern.compile("\"event\":\"([^\"]+)\"");
  private static final Pattern PAGE = Pattern.compile("\"name\":\"([^\"]+)\",\"context\"");
  private static final Pattern TITLE = Pattern.compile("\"title\":\"([^\"]+)\"");
  private static final Pattern REVENUE =
      Pattern.compile("\"event\":\"Order Completed\".*\"revenue\":([0-9.]+)");

  @Test
  void theSameSeedPlaysTheSameShopHoweverOftenItIsAsked() {
    var often = play(shop(20, 3), Duration.ofMinutes(2), Duration.ofMillis(250));
    var seldom = play(shop(20, 3), Duration.ofMinutes(2), Duration.ofSeconds(10));
    var other = play(shop(20, 4), Duration.ofMinutes(2), Duration.ofSeconds(10));

    assertThat(often).isEqualTo(seldom).isNotEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void itMakesAboutAsManyEventsAsItShould(long seed) {
    var events = play(shop(40, seed), Duration.ofMinutes(20), Duration.ofMinutes(1));

    assertThat(events.size() / 1_200.0).isBetween(28.0, 54.0);
  }

  @Test
  void itSellsAndTakesBackWithHeavyTails() {
    var events = play(shop(100, 1), Duration.ofMinutes(8), Duration.ofMinutes(1));

    var names =
        found(EVENT, events).stream()
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    assertThat(names.keySet())
        .contains(
            "Product Viewed",
            "Products Searched",
            "Product Added",
            "Product Removed",
            "Cart Viewed",
            "Checkout Started",
            "Signed In",
            "Order Completed",
            "Order Refunded");
    assertThat(names.get("Product Viewed")).isGreaterThan(names.get("Product Added"));
    assertThat(names.get("Product Added")).isGreaterThan(names.get("Order Completed"));
    assertThat(names.get("Order Completed")).isGreaterThan(names.get("Order Refunded"));

    var revenues =
        found(REVENUE, events).stream().mapToDouble(Double::parseDouble).sorted().toArray();
    double median = revenues[revenues.length / 2];
    assertThat(revenues[revenues.length * 99 / 100])
        .as("one order of a hundred is much larger than the median")
        .isGreaterThan(4 * median);
  }

  @Test
  void thePagesOfAllProductsHaveOneNameAndTitlesOfTheirOwn() {
    var events = play(shop(100, 1), Duration.ofMinutes(2), Duration.ofMinutes(1));

    var pages = events.stream().filter(json -> json.contains("\"type\":\"page\"")).toList();
    assertThat(found(PAGE, pages))
        .contains("Product", "Home")
        .isSubsetOf("Home", "Search", "Product", "Cart", "Thank you");
    var products = pages.stream().filter(json -> json.contains("\"name\":\"Product\"")).toList();
    assertThat(Set.copyOf(found(TITLE, products))).hasSizeGreaterThan(20);
  }

  @Test
  void aFewVisitorsComeAgainAndAgain() {
    var events = play(shop(100, 1), Duration.ofMinutes(8), Duration.ofMinutes(1));

    Map<String, Long> byPerson =
        found(PERSON, events).stream()
            .collect(Collectors.groupingBy(person -> person, Collectors.counting()));
    var counts = byPerson.values().stream().sorted().toList();
    assertThat(byPerson.size()).isGreaterThan(500);
    assertThat(counts.getLast()).isGreaterThan(8 * counts.get(counts.size() / 2));
  }

  @Test
  void someEventsComeTwiceWithTheSameIdAndSomeComeLate() {
    var late = 0;
    var ids = new HashMap<String, Integer>();
    var shop = shop(40, 1);
    for (int second = 0; second < 1_200; second++) {
      var now = START.plusSeconds(second);
      for (byte[] event : shop.until(now, Integer.MAX_VALUE)) {
        String json = new String(event, UTF_8);
        ids.merge(first(ID, json), 1, Integer::sum);
        late += Instant.parse(first(TIME, json)).isBefore(now.minusSeconds(60)) ? 1 : 0;
      }
    }

    double twice = ids.values().stream().filter(count -> count == 2).count();
    assertThat(twice / ids.size()).isBetween(0.006, 0.018);
    assertThat(ids.values()).allMatch(count -> count <= 2);
    assertThat(late).isBetween(ids.size() / 500, ids.size() / 20);
  }

  @Test
  void whoLogsInIsKnownFromThenOn() {
    var shop = shop(50, 1);
    var known = new HashMap<String, Boolean>();
    var identified = 0;
    for (byte[] event : shop.until(START.plusSeconds(600), Integer.MAX_VALUE)) {
      String json = new String(event, UTF_8);
      boolean loggedIn = json.contains("\"userId\":\"user-");
      if (json.contains("\"type\":\"identify\"")) {
        identified++;
        assertThat(loggedIn).isTrue();
        known.put(first(PERSON, json), true);
      }
    }

    assertThat(identified).isGreaterThan(20);
    assertThat(known).isNotEmpty();
  }

  @Test
  void noMoreIsMadeThanIsAskedForAndTheRestComesLater() {
    var shop = shop(100, 1);
    var all = play(shop(100, 1), Duration.ofSeconds(30), Duration.ofSeconds(30));

    var parts = new ArrayList<String>();
    for (var part = shop.until(START.plusSeconds(30), 7);
        !part.isEmpty();
        part = shop.until(START.plusSeconds(30), 7)) {
      assertThat(part).hasSizeLessThanOrEqualTo(7);
      part.forEach(event -> parts.add(new String(event, UTF_8)));
    }

    assertThat(parts).isEqualTo(all);
  }

  private static Shop shop(double eventsPerSecond, long seed) {
    return new Shop(eventsPerSecond, START, seed, ShopArms.NONE);
  }

  /// What clients compute from the definition that the demo sends, in the state that it begins in.
  private static ComputedArms arms(State state) {
    var wish = JsonTree.object(ShopExperiment.DEFINITION);
    for (var aside : List.of("name", "description", "metrics", "guardrails", "start", "note")) {
      assertThat(wish.has(aside)).as(aside).isTrue();
    }
    var experiment = new ExperimentDraft(ExperimentForm.read(wish.rest())).state(state).make();
    var arms = new ComputedArms();
    arms.use(List.of(experiment));
    return arms;
  }

  /// All that 20,000 visitors do in one visit each, in this state of the experiment.
  private static List<List<ShopEvent>> visits(State state) {
    var random = new SplittableRandom(1);
    var catalogue = new Catalogue(random);
    var arms = arms(state);
    return IntStream.range(0, 20_000)
        .mapToObj(i -> Visit.play(Visitor.of(i, 1), catalogue, START, random, arms))
        .toList();
  }

  private static boolean has(List<ShopEvent> visit, String name) {
    return visit.stream().anyMatch(event -> event.name().equals(name));
  }

  private static Optional<Object> arm(List<ShopEvent> visit) {
    return visit.stream()
        .filter(event -> event.name().equals("Experiment Viewed"))
        .map(event -> Objects.requireNonNull(event.facts().get("variation_id")))
        .findFirst();
  }

  @Test
  void whoSeesTheLargerButtonBuysMoreOften() {
    var checkouts =
        visits(State.running()).stream().filter(visit -> has(visit, "Checkout Started")).toList();

    for (var arm : List.of("control", "treatment")) {
      var ofArm = checkouts.stream().filter(visit -> arm(visit).equals(Optional.of(arm))).toList();
      double orders = ofArm.stream().filter(visit -> has(visit, "Order Completed")).count();
      assertThat((double) ofArm.size() / checkouts.size()).isCloseTo(0.5, within(0.03));
      double tolerance = 4 * Math.sqrt(0.25 / ofArm.size());
      assertThat(orders / ofArm.size())
          .as(arm)
          .isCloseTo(arm.equals("control") ? 0.60 : 0.72, within(tolerance));
    }
  }

  @Test
  void botsSeeItToo() {
    assertThat(visits(State.running()))
        .anyMatch(visit -> visit.getFirst().visitor().bot() && arm(visit).isPresent());
  }

  @Test
  void nobodyIsExposedWhileItIsPaused() {
    assertThat(visits(State.paused())).noneMatch(visit -> arm(visit).isPresent());
  }

  private static List<String> play(Shop shop, Duration time, Duration step) {
    var events = new ArrayList<String>();
    for (Duration at = Duration.ZERO; at.compareTo(time) <= 0; at = at.plus(step)) {
      shop.until(START.plus(at), Integer.MAX_VALUE)
          .forEach(event -> events.add(new String(event, UTF_8)));
    }
    return events;
  }

  private static List<String> found(Pattern pattern, List<String> events) {
    return events.stream()
        .map(pattern::matcher)
        .filter(java.util.regex.Matcher::find)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  private static String first(Pattern pattern, String json) {
    var matcher = pattern.matcher(json);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
