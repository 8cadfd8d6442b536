package dev.forktail.web.experiment;

import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who asks for assignments: any valid key may, for a write key stands in pages anyway. It comes as
/// `Authorization: Bearer KEY` or `X-API-Key: KEY`.
record Callers(KeyRing keys) {
  private static final String BEARER = "Bearer ";
  private static final int KEY_LENGTH_MAX = 512;

  Optional<Access> find(HttpServerRequest request) {
    return shown(request).flatMap(this::find);
  }

  /// The key that a request shows.
  static Optional<String> shown(HttpServerRequest request) {
    var authorization = request.getHeader("Authorization");
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(authorization.substring(BEARER.length()).strip());
    }
    return Optional.ofNullable(request.getHeader("X-API-Key"));
  }

  Optional<Access> find(@Nullable String key) {
    return key == null || key.isEmpty() || key.length() > KEY_LENGTH_MAX
        ? Optional.empty()
        : keys.find(key);
  }
}
