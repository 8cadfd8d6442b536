package dev.forktail.engine.result.live;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.VisitorContext;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A shop with one experiment of persons, and events of its visitors.
public final class ShopEvents {
  public static final ProjectId PROJECT = new ProjectId(1);
  public static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  static final int UNITS = 1;
  static final int ORDERS = 10;
  static final int REVENUE = 11;
  static final int FUNNEL = 12;
  static final int RETENTION = 13;
  static final int RATIO = 14;
  static final int ITEMS = 15;

  private static final Measure ORDERED = Measure.of("Order Completed");
  private static final Measure PAID = Measure.of("Order Completed", "revenue");
  private static final Measure VIEWED = Measure.of("Product Viewed");
  private static final Measure ITEM = Measure.of("Product Viewed", "product");

  private final List<Event> events = new ArrayList<>();
  private int next;

  static Run run(@Nullable Instant ended) {
    return new Run(
        PROJECT,
        new ExperimentKey("checkout"),
        1,
        "person",
        "hash",
        List.of(new Run.Arm("control", 1), new Run.Arm("treatment", 1)),
        START,
        ended,
        List.of(),
        List.of());
  }

  /// The run with metrics that are live.
  public static Run measured(@Nullable Instant ended, Metric... metrics) {
    var run = run(ended);
    return new Run(
        run.project(),
        run.experiment(),
        run.number(),
        run.unit(),
        run.strategy(),
        run.arms(),
        run.started(),
        ended,
        List.of(metrics),
        List.of());
  }

  /// Metrics of all kinds that are live.
  public static Metric[] metrics() {
    return plan().runs().getFirst().tallies().stream().map(Tally::metric).toArray(Metric[]::new);
  }

  static ResultPlan plan() {
    return plan(UnitKey.LAST, null);
  }

  /// @param counted up to which unit there are totals
  static ResultPlan plan(UnitKey counted, @Nullable Instant ended) {
    var tallies =
        List.of(
            tally(ORDERS, new Quantity.Count(ORDERED), counted, 1),
            tally(REVENUE, new Quantity.Sum(PAID), counted, 2),
            tally(FUNNEL, new Quantity.Funnel(List.of(VIEWED, ORDERED)), counted, 3, 1),
            tally(RETENTION, new Quantity.Retention(VIEWED, 1), counted, 3),
            tally(
                RATIO,
                new Quantity.Ratio(new Quantity.Sum(PAID), new Quantity.Count(ORDERED)),
                counted,
                2,
                1),
            tally(ITEMS, new Quantity.Distinct(ITEM), counted, 4));
    return new ResultPlan(
        1,
        List.of(new PlannedRun(7, run(ended), UNITS, counted, 0, tallies)),
        List.of(
            track(1, ORDERED, false),
            track(2, PAID, false),
            track(3, VIEWED, false),
            track(4, ITEM, true)));
  }

  private static Tally tally(int id, Quantity quantity, UnitKey counted, Integer... tracks) {
    return new Tally(id, Metric.of("m" + id, quantity), List.of(tracks), counted);
  }

  private static Track track(int id, Measure measure, boolean distinct) {
    return new Track(id, PROJECT, measure, "person", distinct, 0);
  }

  public List<Event> all() {
    return events;
  }

  public ShopEvents exposed(
      @Nullable String user, @Nullable String visitor, String arm, long seconds) {
    var properties =
        "{\"experiment_id\":\"checkout\",\"variation_id\":\"%s\",\"unit\":\"person\"}"
            .formatted(arm);
    return add(EventType.TRACK, "Experiment Viewed", user, visitor, seconds, properties);
  }

  public ShopEvents ordered(
      @Nullable String user, @Nullable String visitor, String revenue, long at) {
    return add(
        EventType.TRACK, "Order Completed", user, visitor, at, "{\"revenue\":" + revenue + "}");
  }

  public ShopEvents viewed(
      @Nullable String user, @Nullable String visitor, String product, long at) {
    return add(
        EventType.TRACK, "Product Viewed", user, visitor, at, "{\"product\":\"" + product + "\"}");
  }

  public ShopEvents identified(String user, String visitor, long seconds) {
    return add(EventType.IDENTIFY, "identify", user, visitor, seconds, "{}");
  }

  /// Some event of one of a few persons.
  public ShopEvents any(Random random) {
    var user = random.nextInt(3) == 0 ? null : "u" + random.nextInt(6);
    var visitor = user == null || random.nextBoolean() ? "v" + random.nextInt(12) : null;
    long at = random.nextInt(200_000);
    return switch (random.nextInt(4)) {
      case 0 -> exposed(user, visitor, random.nextInt(9) == 0 ? "control" : "treatment", at);
      case 1 -> ordered(user, visitor, "" + random.nextInt(100), at);
      case 2 -> viewed(user, visitor, "p" + random.nextInt(3), at);
      default -> identified("u" + random.nextInt(6), "v" + random.nextInt(12), at);
    };
  }

  public ShopEvents bot() {
    var last = events.removeLast();
    events.add(last.in(new VisitorContext.Draft().put(ContextField.BOT, true).done()));
    return this;
  }

  private ShopEvents add(
      EventType type,
      String name,
      @Nullable String user,
      @Nullable String visitor,
      long seconds,
      String properties) {
    var at = START.plus(Duration.ofSeconds(seconds));
    var payload = Payload.ofText("{\"properties\":" + properties + "}");
    var browser = seconds % 2 == 0 ? "Firefox" : "Safari";
    var context = new VisitorContext.Draft().put(ContextField.BROWSER, browser).done();
    var id = "m" + next++;
    events.add(
        new Event(
            PROJECT, "web", type, id, name, user, visitor, null, at, false, at, payload, context));
    return this;
  }
}
