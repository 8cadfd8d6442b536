package dev.forktail.app.pages;

import dev.forktail.app.settings.Settings;
import java.util.Optional;

/// How pages are held ready, as the settings say.
///
/// @param bytesMax how much of all pages is held in memory
/// @param redis where nodes share copies; empty: they do not
public record PageSettings(long bytesMax, Optional<String> redis) {
  private static final long BYTES_MIN = 1 << 20;

  public PageSettings {
    if (bytesMax < BYTES_MIN) {
      throw new IllegalArgumentException("cache.pages.bytes must be at least 1MB: " + bytesMax);
    }
  }

  public static PageSettings of(Settings settings) {
    return new PageSettings(
        settings.bytes("cache.pages.bytes", "64MB"), settings.secret("cache.redis.url"));
  }
}
