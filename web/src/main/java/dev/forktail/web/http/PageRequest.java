package dev.forktail.web.http;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a page may ask about its request. A copy: it may be used on any thread.
public final class PageRequest {
  private final String path;
  private final MultiMap parameters;
  private final MultiMap headers;
  private final byte[] body;

  PageRequest(String path, MultiMap parameters, MultiMap headers, byte[] body) {
    this.path = path;
    this.parameters = parameters;
    this.headers = headers;
    this.body = body;
  }

  public String path() {
    return path;
  }

  /// What follows `beginning` in the path, in the parts between slashes, each decoded.
  public List<String> partsBehind(String beginning) {
    return PathParts.behind(beginning, path);
  }

  /// The body; empty for a page that asks for none. Not a copy.
  public byte[] body() {
    return body;
  }

  /// The first query parameter of this name.
  public Optional<String> findParameter(String name) {
    return find(parameters.get(name));
  }

  public Optional<String> findHeader(String name) {
    return find(headers.get(name));
  }

  /// The token of `Authorization: Bearer …`.
  public Optional<String> findBearer() {
    return findHeader("Authorization")
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip());
  }

  private static Optional<String> find(@Nullable String value) {
    return Optional.ofNullable(value);
  }
}
