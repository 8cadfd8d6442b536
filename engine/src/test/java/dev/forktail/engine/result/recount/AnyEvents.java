package dev.forktail.engine.result.recount;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.condition.Condition;
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
import dev.forktail.engine.result.live.PlannedRun;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.Tally;
import dev.forktail.engine.result.live.Track;
import dev.forktail.engine.result.live.UnitKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Events of a few people who do everything that can go wrong: exposures in two arms, of several
/// kinds of units, before and after what they lead to; logins, of several users in one browser;
/// bots; properties that are no numbers, or not there. And a plan with metrics of each kind.
public final class AnyEvents {
  public static final ProjectId PROJECT = new ProjectId(1);
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  private static final long SECONDS = 300_000;
  private static final long SLICE = 29_000_000;
  private static final int SLICES = 3_000;
  private static final List<String> UNITS = List.of("person", "anonymousId", "accountId", "plan");

  private static final Condition DEAR =
      new Condition.Range("cart.value", new Condition.Bound(20, true), null);
  private static final Measure ORDERED = Measure.of("Order Completed");
  private static final Measure PAID = Measure.of("Order Completed", "revenue");
  private static final Measure PAID_DEAR = new Measure("Order Completed", DEAR, "cart.value");
  private static final Measure VIEWED = Measure.of("Product Viewed");
  private static final Measure ITEM = Measure.of("Product Viewed", "product");
  private static final List<Measure> MEASURES = List.of(ORDERED, PAID, PAID_DEAR, VIEWED, ITEM);

  private final Random random;
  private int next;

  public AnyEvents(Random random) {
    this.random = random;
  }

  /// An event and the slice into which it was stored.
  public record Stored(Event event, long slice) {}

  public List<Stored> some(int count) {
    return IntStream.range(0, count).mapToObj(_ -> any()).toList();
  }

  private Stored any() {
    var event =
        switch (random.nextInt(8)) {
          case 0, 1 -> track("Experiment Viewed", exposure());
          case 2, 3 -> track("Order Completed", order());
          case 4, 5 -> track("Product Viewed", "\"product\":\"p" + random.nextInt(3) + "\"");
          case 6 -> track("Other", "\"revenue\":7");
          default -> event(EventType.IDENTIFY, "identify", user(), visitor(), "");
        };
    return new Stored(event, SLICE + random.nextInt(SLICES));
  }

  private String exposure() {
    var kind = UNITS.get(random.nextInt(UNITS.size()));
    var arm = random.nextInt(12) == 0 ? "control" : "treatment";
    var named = random.nextBoolean() ? "id" : "name";
    var text =
        "\"experiment_%s\":\"of %s\",\"variation_%s\":\"%s\"".formatted(named, kind, named, arm);
    return switch (random.nextInt(3)) {
      case 0 -> text;
      case 1 -> text + ",\"unit\":\"" + kind + "\",\"unit_id\":\"" + idOf(kind) + "\"";
      default -> text + ",\"unit\":\"userId\",\"unit_id\":\"" + user() + "\"";
    };
  }

  private String idOf(String kind) {
    return switch (kind) {
      case "anonymousId" -> visitor();
      case "accountId" -> "a" + random.nextInt(4);
      case "plan" -> "" + random.nextInt(3);
      default -> user();
    };
  }

  private String order() {
    var revenue =
        switch (random.nextInt(6)) {
          case 0 -> "\"12\"";
          case 1 -> "1e300";
          case 2 -> "" + random.nextDouble() * 100;
          case 3 -> "null";
          default -> "" + random.nextInt(100);
        };
    var text = "\"revenue\":" + revenue + ",\"text\":\"ä\\n\\u0001\"";
    return random.nextBoolean()
        ? text
        : text + ",\"cart\":{\"value\":" + random.nextInt(40) + ",\"items\":[1,2]}";
  }

  private Event track(String name, String properties) {
    var user = random.nextInt(3) == 0 ? user() : null;
    var visitor = user == null || random.nextBoolean() ? visitor() : null;
    return event(EventType.TRACK, name, user, visitor, properties);
  }

  private Event event(
      EventType type,
      String name,
      @Nullable String user,
      @Nullable String visitor,
      String properties) {
    var at = START.plus(Duration.ofSeconds(random.nextLong(-1_000, SECONDS)));
    var context =
        new VisitorContext.Draft()
            .put(ContextField.BROWSER, random.nextBoolean() ? "Firefox" : null)
            .put(ContextField.COUNTRY, List.of("DE", "FR", "IT").get(random.nextInt(3)))
            .put(ContextField.BOT, random.nextInt(20) == 0 ? true : null)
            .done();
    var source = random.nextBoolean() ? "web" : "app";
    var id = "m" + next++;
    return new Event(
        PROJECT,
        source,
        type,
        id,
        name,
        user,
        visitor,
        null,
        at,
        false,
        at,
        payload(properties),
        context);
  }

  private Payload payload(String properties) {
    var plan = random.nextBoolean() ? "\"plan\":" + random.nextInt(3) : "\"theme\":\"x\"";
    var own = properties.isEmpty() ? plan : properties + "," + plan;
    return Payload.ofText(
        "{\"properties\":{%s},\"context\":{\"groupId\":\"a%d\"}}"
            .formatted(own, random.nextInt(4)));
  }

  /// Somebody of whom there may be events.
  static String anyId(Random random) {
    return random.nextBoolean() ? "u" + random.nextInt(6) : "v" + random.nextInt(12);
  }

  private String user() {
    return "u" + random.nextInt(6);
  }

  private String visitor() {
    return random.nextInt(20) == 0 ? user() : "v" + random.nextInt(12);
  }

  /// A run of each kind of unit, one of which is over, with a metric of each kind.
  public static ResultPlan plan() {
    return new ResultPlan(
        1,
        IntStream.range(0, UNITS.size()).mapToObj(AnyEvents::run).toList(),
        IntStream.range(0, UNITS.size())
            .boxed()
            .flatMap(kind -> IntStream.range(0, MEASURES.size()).mapToObj(i -> track(kind, i)))
            .toList());
  }

  private static Track track(int kind, int measure) {
    return new Track(
        id(kind, measure),
        PROJECT,
        MEASURES.get(measure),
        UNITS.get(kind),
        MEASURES.get(measure).equals(ITEM),
        0);
  }

  private static int id(int kind, int number) {
    return 100 * kind + number;
  }

  private static PlannedRun run(int kind) {
    var unit = UNITS.get(kind);
    var run =
        new Run(
            PROJECT,
            new ExperimentKey("of " + unit),
            1,
            unit,
            "hash",
            List.of(new Run.Arm("control", 1), new Run.Arm("treatment", 1)),
            START,
            unit.equals("anonymousId") ? START.plusSeconds(SECONDS / 2) : null,
            List.of(),
            List.of());
    return new PlannedRun(id(kind, 40), run, id(kind, 50), UnitKey.LAST, 0, tallies(kind));
  }

  private static List<Tally> tallies(int kind) {
    return List.of(
        tally(kind, 60, new Quantity.Conversion(ORDERED), 0),
        tally(kind, 61, new Quantity.Count(ORDERED), 0),
        tally(kind, 62, new Quantity.Sum(PAID), 1),
        tally(kind, 63, new Quantity.Sum(PAID_DEAR), 2),
        tally(kind, 64, new Quantity.Distinct(ITEM), 4),
        tally(kind, 65, new Quantity.Funnel(List.of(VIEWED, ORDERED)), 3, 0),
        tally(kind, 66, new Quantity.Retention(VIEWED, 1), 3),
        tally(
            kind,
            67,
            new Quantity.Ratio(new Quantity.Sum(PAID), new Quantity.Distinct(ITEM)),
            1,
            4));
  }

  private static Tally tally(int kind, int number, Quantity quantity, int... measures) {
    var tracks = IntStream.of(measures).mapToObj(measure -> id(kind, measure)).toList();
    return new Tally(id(kind, number), Metric.of("m" + number, quantity), tracks, UnitKey.LAST);
  }
}
