package dev.forktail.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What the shop sells. Prices are log-normal, demand follows Zipf's law.
final class Catalogue {
  private static final int PRODUCTS = 240;
  private static final double PRICE_LOG_MEAN = Math.log(3_200);
  private static final double PRICE_LOG_DEVIATION = 0.9;
  private static final List<String> CATEGORIES =
      List.of("Tents", "Packs", "Boots", "Jackets", "Stoves", "Lamps", "Maps", "Climbing");
  private static final List<String> NOUNS =
      List.of("Tent", "Pack", "Boot", "Jacket", "Stove", "Lamp", "Map", "Rope");
  private static final List<String> NAMES =
      List.of(
          "Alder",
          "Birch",
          "Cedar",
          "Dawn",
          "Ember",
          "Fern",
          "Granite",
          "Heath",
          "Iris",
          "Juniper",
          "Krokus",
          "Lichen",
          "Moor",
          "Nordwand",
          "Olm",
          "Pine",
          "Quarry",
          "Rowan",
          "Summit",
          "Tundra");

  private final List<Product> products;
  private final Zipf demand = new Zipf(PRODUCTS, 1.05);

  Catalogue(RandomGenerator random) {
    var made = new ArrayList<Product>();
    for (int number = 1; number <= PRODUCTS; number++) {
      int kind = random.nextInt(CATEGORIES.size());
      String name = NAMES.get(random.nextInt(NAMES.size())) + " " + NOUNS.get(kind);
      double price = Math.exp(PRICE_LOG_MEAN + PRICE_LOG_DEVIATION * random.nextGaussian());
      int cents = Math.clamp(Math.round(price / 100) * 100 - 5, 195, 500_000);
      made.add(new Product(number, name, CATEGORIES.get(kind), cents));
    }
    products = List.copyOf(made);
  }

  /// A product that somebody looks at.
  Product draw(RandomGenerator random) {
    return products.get(demand.draw(random));
  }

  /// What somebody might search for.
  String drawQuery(RandomGenerator random) {
    var product = draw(random);
    return random.nextInt(3) == 0
        ? product.category().toLowerCase(java.util.Locale.ROOT)
        : product.name().toLowerCase(java.util.Locale.ROOT);
  }
}
