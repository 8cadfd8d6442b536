package dev.forktail.sdk;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Where the server is, and how it is asked.
///
/// @param key any key of the project; exposures need one that may write
/// @param refreshEvery how often the server is asked for new definitions
/// @param snapshot the file in which the definitions are kept for a start without the server
/// @param clock what time it is, for schedules and exposures
public record ForktailConfig(
    URI server, String key, Duration refreshEvery, Optional<Path> snapshot, InstantSource clock) {

  public ForktailConfig {
    if (key.isBlank()) {
      throw new IllegalArgumentException("key must not be empty");
    }
    if (refreshEvery.toMillis() < 100) {
      throw new IllegalArgumentException("refreshEvery must be at least 100 ms: " + refreshEvery);
    }
  }

  /// New definitions every ten seconds, nothing kept on disk.
  public static ForktailConfig of(String server, String key) {
    return new ForktailConfig(
        URI.create(server), key, Duration.ofSeconds(10), Optional.empty(), InstantSource.system());
  }

  public ForktailConfig keptIn(Path file) {
    return new ForktailConfig(server, key, refreshEvery, Optional.of(file), clock);
  }

  public ForktailConfig refreshedEvery(Duration time) {
    return new ForktailConfig(server, key, time, snapshot, clock);
  }
}
