package dev.forktail.app.demo;

import java.net.URI;

/// What the demo plays and where it sends it.
///
/// @param url the server
/// @param shopKey the write key of the shop
/// @param gitHubKey the write key of the second source
/// @param adminKey makes the experiment
/// @param eventsPerSecond both sources together; 0 plays nothing
/// @param seed the same seed has the same products and visitors
public record DemoConfig(
    URI url, String shopKey, String gitHubKey, String adminKey, double eventsPerSecond, long seed) {
  /// What the demo takes at most: it is to be looked at, `forktail load` is for more.
  public static final double EVENTS_PER_SECOND_MAX = 1_000;

  public DemoConfig {
    if (!(eventsPerSecond >= 0 && eventsPerSecond <= EVENTS_PER_SECOND_MAX)) {
      throw new IllegalArgumentException(
          "eventsPerSecond must be in 0..%.0f: %s"
              .formatted(EVENTS_PER_SECOND_MAX, eventsPerSecond));
    }
  }
}
