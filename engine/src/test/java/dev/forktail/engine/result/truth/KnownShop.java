package dev.forktail.engine.result.truth;

import dev.forktail.engine.experiment.Exposures;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A shop of which the truth is known, for it was made so: visitors come, see an arm, look around,
/// fill a cart, some log in half way, some buy, for amounts with a heavy tail. Bots look at much; a
/// few have no connection for a while and tell later; what was not acknowledged is told twice.
///
/// The treatment has [#BUYING_TREATED] instead of [#BUYING] of the carts bought, and makes each
/// order dearer by [#DEARER]. Nothing else differs. Each visitor is independent of all others, so
/// true lifts follow by multiplying: [#LIFTS].
public final class KnownShop {
  public static final String CONTROL = "control";
  public static final String TREATMENT = "treatment";

  private static final double LOOKING_ON = 0.6;
  private static final double CART = 0.6;
  private static final double BUYING = 0.4;
  private static final double BUYING_TREATED = 0.52;
  private static final double BUYING_AGAIN = 0.25;
  private static final double DEARER = 1.1;
  private static final double MEMBERS = 0.4;
  private static final int BOT_EACH = 25;
  private static final double OFFLINE = 0.03;
  private static final double TWICE = 0.05;

  private static final double AMOUNT_LOG_MEAN = Math.log(40);
  private static final double AMOUNT_LOG_DEVIATION = 0.8;

  private static final String VIEWED = "Product Viewed";
  private static final String ADDED = "Product Added";
  private static final String ORDERED = "Order Completed";
  private static final Quantity.Count ORDERS = new Quantity.Count(Measure.of(ORDERED));
  private static final Quantity.Sum REVENUE = new Quantity.Sum(Measure.of(ORDERED, "revenue"));

  /// What it is measured by.
  public static final List<Metric> METRICS =
      List.of(
          Metric.of("conversion", new Quantity.Conversion(Measure.of(ORDERED))),
          Metric.of("orders", ORDERS),
          Metric.of("revenue", REVENUE),
          Metric.of("basket", new Quantity.Ratio(REVENUE, ORDERS)),
          Metric.of("views", new Quantity.Count(Measure.of(VIEWED))));

  /// By how much the treatment truly raises each metric: 0.3 is 30 %.
  public static final Map<String, Double> LIFTS =
      Map.of(
          "conversion", BUYING_TREATED / BUYING - 1,
          "orders", BUYING_TREATED / BUYING - 1,
          "revenue", BUYING_TREATED / BUYING * DEARER - 1,
          "basket", DEARER - 1,
          "views", 0.0);

  private final String experiment;
  private final RandomGenerator random;
  private final Instant opened;
  private final Duration open;

  /// @param experiment what exposures call it
  /// @param open how long visitors come from `opened` on
  public KnownShop(String experiment, RandomGenerator random, Instant opened, Duration open) {
    this.experiment = experiment;
    this.random = random;
    this.opened = opened;
    this.open = open;
  }

  /// What this many visitors do, in the order in which it is told, some of it twice.
  ///
  /// @param arms which variant each visitor sees
  /// @param works whether the treatment does anything; else both arms are alike
  public List<Deed> visits(int visitors, Arms arms, boolean works) {
    var deeds = new ArrayList<Deed>();
    for (int i = 0; i < visitors; i++) {
      var visit = new Visit(visitor(i), deeds);
      if (isBot(i)) {
        visit.crawl(arms.of(visit.visitor));
      } else {
        visit.shop(arms.of(visit.visitor), works);
      }
    }
    for (var deed : List.copyOf(deeds)) {
      if (chance(TWICE)) {
        deeds.add(deed.again(deed.told().plusSeconds(random.nextInt(600))));
      }
    }
    deeds.sort(Comparator.comparing(Deed::told));
    return deeds;
  }

  /// The id of visitor `number`, from 0 on.
  public String visitor(int number) {
    return experiment + "-v" + number;
  }

  public static boolean isBot(int number) {
    return number % BOT_EACH == 0;
  }

  /// Who sees what.
  public interface Arms {
    String of(String visitor);
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /// One visit of one visitor.
  private final class Visit {
    private final String visitor;
    private final List<Deed> deeds;
    private final boolean offline = chance(OFFLINE);
    private Instant now = opened.plusMillis(random.nextLong(open.toMillis()));
    private @Nullable String user;
    private boolean bot;
    private int number;

    Visit(String visitor, List<Deed> deeds) {
      this.visitor = visitor;
      this.deeds = deeds;
    }

    void crawl(String arm) {
      bot = true;
      see(arm);
      for (int i = 0; i < 30; i++) {
        tell(VIEWED, "{}");
      }
      tell(ORDERED, "{\"revenue\":99999}");
    }

    void shop(String arm, boolean works) {
      boolean treated = works && arm.equals(TREATMENT);
      see(arm);
      do {
        tell(VIEWED, "{\"product\":\"p" + random.nextInt(50) + "\"}");
      } while (chance(LOOKING_ON));
      if (!chance(CART)) {
        return;
      }
      tell(ADDED, "{}");
      if (chance(MEMBERS)) {
        user = "user of " + visitor;
        tell(Deed.LOGIN, "{}");
      }
      if (chance(treated ? BUYING_TREATED : BUYING)) {
        order(treated);
        if (chance(BUYING_AGAIN)) {
          order(treated);
        }
      }
    }

    private void see(String arm) {
      tell(
          Exposures.EVENT,
          "{\"experiment_id\":\"%s\",\"variation_id\":\"%s\"}".formatted(experiment, arm));
    }

    private void order(boolean treated) {
      double amount =
          Math.exp(AMOUNT_LOG_MEAN + AMOUNT_LOG_DEVIATION * random.nextGaussian())
              * (treated ? DEARER : 1);
      tell(ORDERED, String.format(Locale.ROOT, "{\"revenue\":%.2f}", amount));
    }

    private void tell(String name, String properties) {
      now = now.plusMillis(1 + random.nextInt(2_000));
      int late = offline ? random.nextInt(20_000) : random.nextInt(5);
      deeds.add(
          new Deed(
              visitor + "-" + number++,
              name,
              user,
              visitor,
              properties,
              bot,
              now,
              now.plusSeconds(late)));
    }
  }
}
