package dev.forktail.app.demo;

import dev.forktail.app.demo.ShopArms.Arm;
import dev.forktail.app.demo.ShopEvent.Cents;
import dev.forktail.engine.experiment.Exposures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One visit to the shop, played from landing to leaving: looking, searching, filling the cart,
/// logging in on the way, buying, and sometimes sending something back.
final class Visit {
  private static final String HOME = "/";
  private static final List<Landing> LANDINGS =
      List.of(
          new Landing("", ""),
          new Landing("", ""),
          new Landing("https://www.google.com/", ""),
          new Landing("https://www.google.com/", ""),
          new Landing(
              "https://www.google.com/", "utm_source=google&utm_medium=cpc&utm_campaign=autumn"),
          new Landing("", "utm_source=newsletter&utm_medium=email&utm_campaign=week-47"),
          new Landing("https://www.instagram.com/", "utm_source=instagram&utm_medium=social"),
          new Landing("https://hiking.example/best-tents", ""),
          new Landing("https://chatgpt.com/", ""));

  private final Visitor visitor;
  private final Catalogue catalogue;
  private final RandomGenerator random;
  private final ShopArms arms;
  private final List<ShopEvent> events = new ArrayList<>();
  private final List<Line> cart = new ArrayList<>();
  private Instant now;
  private boolean loggedIn;
  private String path = HOME;
  private String referrer;
  private String mark;

  /// How somebody came.
  ///
  /// @param mark what the link had in its query
  private record Landing(String referrer, String mark) {}

  private record Line(Product product, int quantity) {
    int cents() {
      return product.priceCents() * quantity;
    }
  }

  private Visit(
      Visitor visitor, Catalogue catalogue, Instant start, RandomGenerator random, ShopArms arms) {
    this.arms = arms;
    this.visitor = visitor;
    this.catalogue = catalogue;
    this.random = random;
    this.now = start;
    var landing = LANDINGS.get(visitor.bot() ? 0 : random.nextInt(LANDINGS.size()));
    this.referrer = landing.referrer;
    this.mark = landing.mark;
  }

  /// What happens when `visitor` comes at `start`, in order.
  static List<ShopEvent> play(
      Visitor visitor, Catalogue catalogue, Instant start, RandomGenerator random, ShopArms arms) {
    var visit = new Visit(visitor, catalogue, start, random, arms);
    if (visitor.bot()) {
      visit.crawl();
    } else {
      visit.shop();
    }
    return visit.events;
  }

  private void crawl() {
    int pages = 5 + random.nextInt(60);
    for (int i = 0; i < pages; i++) {
      lookAt(catalogue.draw(random));
      pass(Duration.ofMillis(200 + random.nextInt(1_500)));
    }
    if (chance(20)) {
      page("Cart", "/cart");
      seeTheButton();
    }
  }

  private void shop() {
    if (chance(60)) {
      page("Home", HOME);
    }
    do {
      think(12);
      find();
    } while (chance(68));
    if (!cart.isEmpty() && chance(55)) {
      checkOut();
    }
  }

  private void find() {
    if (chance(25)) {
      String query = catalogue.drawQuery(random);
      int results = random.nextInt(1, 40);
      page("Search", "/search?q=" + query.replace(' ', '+'));
      track("Products Searched", Map.of("query", query, "results", results));
      think(6);
    }
    var product = catalogue.draw(random);
    lookAt(product);
    if (chance(28)) {
      think(25);
      add(product);
    }
  }

  private void lookAt(Product product) {
    page("Product", product.path(), product.name());
    track("Product Viewed", facts(product, 1));
  }

  private void add(Product product) {
    int quantity = chance(80) ? 1 : random.nextInt(2, 5);
    cart.add(new Line(product, quantity));
    track("Product Added", facts(product, quantity));
    if (chance(12)) {
      think(10);
      var removed = cart.removeLast();
      track("Product Removed", facts(removed.product, removed.quantity));
    }
  }

  private void checkOut() {
    think(15);
    page("Cart", "/cart");
    track("Cart Viewed", Map.of("items", cart.size(), "value", total()));
    var arm = seeTheButton();
    if (visitor.member()) {
      think(20);
      logIn();
    }
    think(20);
    track("Checkout Started", Map.of("items", cart.size(), "value", total()));
    if (chance(ShopExperiment.buyingPercent(arm))) {
      think(60);
      order();
    }
  }

  private @Nullable Arm seeTheButton() {
    var arm = arms.of(visitor, now);
    if (arm != null && arm.counted()) {
      track(Exposures.EVENT, ShopExperiment.exposure(visitor, arm));
    }
    return arm;
  }

  private void logIn() {
    loggedIn = true;
    emit("identify", "", Map.of("email", visitor.email(), "plan", plan()));
    track("Signed In", Map.of("method", "password"));
  }

  private void order() {
    String order = "o-" + Long.toString(random.nextLong(1L << 40), 36);
    var products = cart.stream().map(line -> facts(line.product, line.quantity)).toList();
    page("Thank you", "/orders/" + order);
    track(
        "Order Completed",
        Map.of(
            "order_id",
            order,
            "revenue",
            total(),
            "currency",
            visitor.place().currency(),
            "products",
            products));
    if (chance(8)) {
      var line = cart.get(random.nextInt(cart.size()));
      pass(Duration.ofSeconds(120 + random.nextInt(900)));
      track(
          "Order Refunded",
          Map.of(
              "order_id",
              order,
              "revenue",
              new Cents(line.cents()),
              "currency",
              visitor.place().currency(),
              "products",
              List.of(facts(line.product, line.quantity))));
    }
  }

  private Map<String, Object> facts(Product product, int quantity) {
    return Map.of(
        "product_id", product.id(),
        "sku", product.sku(),
        "name", product.name(),
        "category", product.category(),
        "price", new Cents(product.priceCents()),
        "quantity", quantity,
        "currency", visitor.place().currency());
  }

  private Cents total() {
    return new Cents(cart.stream().mapToInt(Line::cents).sum());
  }

  private String plan() {
    return visitor.number() % 10 == 0 ? "club" : "free";
  }

  private void page(String name, String newPath) {
    page(name, newPath, name);
  }

  private void page(String name, String newPath, String title) {
    path = mark.isEmpty() ? newPath : newPath + (newPath.contains("?") ? "&" : "?") + mark;
    mark = "";
    emit("page", name, Map.of("title", title + " | Shop"));
    referrer = "https://shop.example" + newPath;
  }

  private void track(String name, Map<String, Object> facts) {
    pass(Duration.ofMillis(20 + random.nextInt(200)));
    emit("track", name, facts);
  }

  private void emit(String type, String name, Map<String, Object> facts) {
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    events.add(new ShopEvent(type, name, id, now, visitor, loggedIn, path, referrer, facts));
  }

  /// Log-normal around `seconds`: mostly shorter, sometimes very much longer.
  private void think(int seconds) {
    double took = seconds * Math.exp(0.8 * random.nextGaussian());
    pass(Duration.ofMillis((long) (Math.min(took, 900) * 1_000)));
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
