package dev.forktail.app.experiments;

import dev.forktail.app.settings.Settings;
import dev.forktail.engine.experiment.MemoryKind;
import java.time.Duration;
import java.util.Optional;

/// What remembers arms, as the settings say.
///
/// @param life after which a session is forgotten that nobody asks for
/// @param redis where sessions are kept; empty: in the product database
public record MemorySettings(MemoryKind kind, Duration life, Optional<String> redis) {
  private static final Duration LIFE_MAX = Duration.ofDays(395);

  public MemorySettings {
    if (life.toMillis() < 1_000 || life.compareTo(LIFE_MAX) > 0) {
      throw new IllegalArgumentException("memory.session.life must be in 1s..395d: " + life);
    }
  }

  public static MemorySettings of(Settings settings) {
    return new MemorySettings(
        settings.choice("memory.kind", MemoryKind.COOKIE),
        settings.duration("memory.session.life", "365d"),
        settings.secret("memory.session.redis.url"));
  }
}
