package dev.forktail.engine.live;

import java.time.Duration;

/// How the live page asks the store, however many look at it.
///
/// @param refresh how old an answer may be while nothing new is stored
/// @param eager how old it may be when something new was stored
/// @param patience how long a viewer waits for a fresh answer before the one before is shown
/// @param topMax how many of the most frequent names
/// @param newestMax how many of the newest events
public record LiveConfig(
    Duration refresh, Duration eager, Duration patience, int topMax, int newestMax) {

  public LiveConfig {
    requirePositive("refresh", refresh);
    requirePositive("eager", eager);
    requirePositive("patience", patience);
    if (topMax < 1 || newestMax < 1) {
      throw new IllegalArgumentException(
          "topMax and newestMax must be at least 1: " + topMax + " " + newestMax);
    }
  }

  /// Every 450 ms, 200 ms after something new; 250 ms patience; 12 names, 12 events.
  public static LiveConfig standard() {
    return new LiveConfig(
        Duration.ofMillis(450), Duration.ofMillis(200), Duration.ofMillis(250), 12, 12);
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " must be longer than nothing: " + value);
    }
  }
}
