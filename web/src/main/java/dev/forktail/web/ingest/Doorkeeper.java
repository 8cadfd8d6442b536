package dev.forktail.web.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Finds out what the keys of a request open. Remembers valid ones for a second, so that a steady
/// sender is not hashed anew with every request; a withdrawn key is out a second later.
///
/// Not safe for concurrent use: one per event loop.
final class Doorkeeper {
  private static final CharSequence X_WRITE_KEY = HttpHeaders.createOptimized("X-Write-Key");
  private static final String WRITE_KEY_PARAMETER = "writeKey=";
  private static final long REMEMBERED_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int REMEMBERED_MAX = 1_000;
  private static final int KEY_LENGTH_MAX = 512;

  private final KeyRing keys;
  private final LongSupplier nanoClock;
  private final Map<String, Sender> byAuthorization = new HashMap<>();
  private final Map<String, Access> byKey = new HashMap<>();
  private long rememberedSince;

  Doorkeeper(KeyRing keys, LongSupplier nanoClock) {
    this.keys = keys;
    this.nanoClock = nanoClock;
    this.rememberedSince = nanoClock.getAsLong();
  }

  /// Who sends `request`, by its head.
  Sender sender(HttpServerRequest request) {
    forgetOld();
    String authorization = request.headers().get(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      Sender known = byAuthorization.get(authorization);
      if (known != null) {
        return known;
      }
    }
    return ask(request, authorization);
  }

  /// What `key` opens, or null.
  @Nullable Access find(String key) {
    if (key.isEmpty() || key.length() > KEY_LENGTH_MAX) {
      return null;
    }
    Access known = byKey.get(key);
    if (known != null) {
      return known;
    }
    var found = keys.find(key);
    found.ifPresent(access -> byKey.put(key, access));
    return found.orElse(null);
  }

  private Sender ask(HttpServerRequest request, @Nullable String authorization) {
    String first = authorization == null ? null : keyOf(authorization);
    Access firstAccess = first == null ? null : find(first);
    if (firstAccess != null && authorization != null) {
      var sender = new Sender(this, firstAccess, null, true);
      byAuthorization.put(authorization, sender);
      return sender;
    }
    String last = lastKey(request);
    return new Sender(this, null, last == null ? null : find(last), first != null || last != null);
  }

  private static @Nullable String lastKey(HttpServerRequest request) {
    String header = request.headers().get(X_WRITE_KEY);
    if (header != null) {
      return header.strip();
    }
    String query = request.query();
    if (query == null || !query.contains(WRITE_KEY_PARAMETER)) {
      return null;
    }
    return request.params().get("writeKey");
  }

  /// The key in an `Authorization` header: the user name of Basic, or the token of Bearer.
  private static @Nullable String keyOf(String authorization) {
    if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return authorization.substring(7).strip();
    }
    if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return null;
    }
    try {
      var pair = new String(Base64.getDecoder().decode(authorization.substring(6).strip()), UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? pair : pair.substring(0, colon);
    } catch (IllegalArgumentException e) {
      // Not Base64: the request shows no key here.
      return null;
    }
  }

  private void forgetOld() {
    long now = nanoClock.getAsLong();
    if (now - rememberedSince < REMEMBERED_NANOS
        && byKey.size() < REMEMBERED_MAX
        && byAuthorization.size() < REMEMBERED_MAX) {
      return;
    }
    rememberedSince = now;
    byKey.clear();
    byAuthorization.clear();
  }
}
