package dev.forktail.web.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a page may ask about its request. A copy: it may be used on any thread.
public final class PageRequest {
  private final boolean head;
  private final String path;
  private final String query;
  private final MultiMap parameters;
  private final MultiMap headers;
  private final byte[] body;
  private final @Nullable String address;

  /// What `request` asks, without its body.
  public static PageRequest of(HttpServerRequest request) {
    return of(request, new byte[0]);
  }

  static PageRequest of(HttpServerRequest request, byte[] body) {
    return new PageRequest(request, body);
  }

  private PageRequest(HttpServerRequest request, byte[] body) {
    this.head = request.method().equals(HttpMethod.HEAD);
    this.path = String.valueOf(request.path());
    this.query = Objects.requireNonNullElse(request.query(), "");
    this.parameters = request.params();
    this.headers = request.headers();
    this.body = body;
    this.address = new RequestHead(request, "").ip();
  }

  /// Whether only the headers of the answer are asked for.
  public boolean isHead() {
    return head;
  }

  /// What is behind the question mark, as it came; may be empty.
  public String query() {
    return query;
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

  /// The address of the client, or of the proxy before us.
  public Optional<String> findAddress() {
    return find(address);
  }

  private static Optional<String> find(@Nullable String value) {
    return Optional.ofNullable(value);
  }
}
