package dev.forktail.web.http;

import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;

/// Which endpoint answers which path and method. Paths match whole, `/path` and `/path/` are two; a
/// path that ends with `/*` stands for all that go on behind the slash and have no other endpoint,
/// one with `/*/` within for all that have one part there.
public final class Routes {
  private final Map<String, Map<HttpMethod, Endpoint>> endpoints = new HashMap<>();

  public Routes get(String path, Endpoint endpoint) {
    return add(HttpMethod.GET, path, endpoint).add(HttpMethod.HEAD, path, endpoint);
  }

  public Routes post(String path, Endpoint endpoint) {
    return add(HttpMethod.POST, path, endpoint);
  }

  public Routes put(String path, Endpoint endpoint) {
    return add(HttpMethod.PUT, path, endpoint);
  }

  public Routes delete(String path, Endpoint endpoint) {
    return add(HttpMethod.DELETE, path, endpoint);
  }

  /// What is answered to a browser that asks whether it may send a request from another site.
  public Routes options(String path, Endpoint endpoint) {
    return add(HttpMethod.OPTIONS, path, endpoint);
  }

  private Routes add(HttpMethod method, String path, Endpoint endpoint) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("A path begins with a slash: " + path);
    }
    var before =
        endpoints.computeIfAbsent(path, _ -> new HashMap<>()).putIfAbsent(method, endpoint);
    if (before != null) {
      throw new IllegalArgumentException("There are two endpoints for " + method + " " + path);
    }
    return this;
  }

  Map<String, Map<HttpMethod, Endpoint>> endpoints() {
    return endpoints;
  }
}
