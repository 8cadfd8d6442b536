package dev.forktail.app.demo;

import java.util.Locale;

/// Something that the shop sells.
record Product(int number, String name, String category, int priceCents) {

  String id() {
    return "p-" + number;
  }

  String sku() {
    return String.format(Locale.ROOT, "SKU-%05d", number * 7_919 % 100_000);
  }

  String path() {
    return "/products/" + name.toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + number;
  }
}
