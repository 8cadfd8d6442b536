package dev.forktail.web.live;

import dev.forktail.engine.project.KeyHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Who has typed a key, for as long as this process runs. The browser has a random token; here is
/// kept the token's hash, so that looking one up tells nothing by how long it takes.
final class Sessions {
  static final Duration LIFE = Duration.ofHours(12);
  private static final int SESSIONS_MAX = 1_000;
  private static final int TOKEN_BYTES = 32;

  private final SecureRandom random;
  private final InstantSource clock;

  // Guarded by `this`; oldest first.
  private final Map<KeyHash, Session> sessions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<KeyHash, Session> eldest) {
          return size() > SESSIONS_MAX;
        }
      };

  Sessions(SecureRandom random, InstantSource clock) {
    this.random = random;
    this.clock = clock;
  }

  /// Begins a session of whoever has `key`; returns its token.
  String begin(KeyHash key) {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    var token = HexFormat.of().formatHex(bytes);
    var session = new Session(key, clock.instant().plus(LIFE));
    synchronized (this) {
      sessions.put(KeyHash.of(token), session);
    }
    return token;
  }

  /// Whose session has this token.
  synchronized Optional<KeyHash> find(String token) {
    return Optional.ofNullable(sessions.get(KeyHash.of(token)))
        .filter(session -> clock.instant().isBefore(session.end()))
        .map(Session::key);
  }

  synchronized void end(String token) {
    sessions.remove(KeyHash.of(token));
  }

  private record Session(KeyHash key, Instant end) {}
}
