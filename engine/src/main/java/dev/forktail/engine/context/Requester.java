package dev.forktail.engine.context;

import org.jspecify.annotations.Nullable;

/// Who sent a request, as its head and its connection tell.
public interface Requester {
  /// Nobody that is known.
  Requester UNKNOWN =
      new Requester() {
        @Override
        public @Nullable String userAgent() {
          return null;
        }

        @Override
        public @Nullable String ip() {
          return null;
        }
      };

  /// The header `User-Agent`.
  @Nullable String userAgent();

  /// From which address it came, as text.
  @Nullable String ip();
}
