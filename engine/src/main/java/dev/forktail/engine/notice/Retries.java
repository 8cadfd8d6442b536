package dev.forktail.engine.notice;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long after a try that failed the next one follows: twice as long each time, spread by a
/// fifth so that many do not come at once, until the notice is too old.
///
/// @param ageMax after which it is given up
public record Retries(Duration first, Duration pauseMax, Duration ageMax) {
  private static final int DOUBLINGS_MAX = 30;

  public Retries {
    if (!first.isPositive() || first.compareTo(pauseMax) > 0 || !ageMax.isPositive()) {
      throw new IllegalArgumentException(
          "Not 0 < first <= pauseMax, 0 < ageMax: %s %s %s".formatted(first, pauseMax, ageMax));
    }
  }

  /// 5 s, 10 s, … 1 h, for a day.
  public static Retries standard() {
    return new Retries(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofDays(1));
  }

  /// The pause after try number `attempt`.
  Duration after(int attempt, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(attempt - 1, DOUBLINGS_MAX);
    long millis = Math.min(doubled, pauseMax.toMillis());
    return Duration.ofMillis((long) (millis * random.nextDouble(0.8, 1.2)));
  }
}
