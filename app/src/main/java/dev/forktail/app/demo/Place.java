package dev.forktail.app.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.random.RandomGenerator;

/// Where a visitor lives.
///
/// @param weight how many live there, relative to the others
record Place(ZoneId zone, String locale, String currency, int weight) {
  private static final List<Place> ALL =
      List.of(
          place("Europe/Berlin", "de-DE", "EUR", 22),
          place("Europe/Paris", "fr-FR", "EUR", 12),
          place("Europe/London", "en-GB", "GBP", 12),
          place("America/New_York", "en-US", "USD", 18),
          place("America/Los_Angeles", "en-US", "USD", 12),
          place("America/Sao_Paulo", "pt-BR", "BRL", 7),
          place("Asia/Kolkata", "en-IN", "INR", 7),
          place("Asia/Tokyo", "ja-JP", "JPY", 6),
          place("Australia/Sydney", "en-AU", "AUD", 4));
  private static final int WEIGHTS = ALL.stream().mapToInt(Place::weight).sum();

  /// How busy each hour of the day is, from midnight on, in percent of the busiest.
  private static final int[] BUSY = {
    22, 14, 10, 8, 8, 12, 22, 38, 52, 62, 68, 72, 76, 72, 70, 70, 72, 78, 86, 95, 100, 92, 66, 40
  };

  static Place draw(RandomGenerator random) {
    int at = random.nextInt(WEIGHTS);
    for (Place place : ALL) {
      at -= place.weight;
      if (at < 0) {
        return place;
      }
    }
    return ALL.getLast();
  }

  /// Whether somebody there would visit the shop at `now`, or rather sleeps.
  boolean awake(Instant now, RandomGenerator random) {
    return random.nextInt(100) < BUSY[now.atZone(zone).getHour()];
  }

  private static Place place(String zone, String locale, String currency, int weight) {
    return new Place(ZoneId.of(zone), locale, currency, weight);
  }
}
