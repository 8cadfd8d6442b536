package dev.forktail.web.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Hands each request of one loop to the handler of its path and method.
final class Dispatch implements Handler<HttpServerRequest> {
  private static final String REST = "*";

  private final Map<String, Methods> byPath = new HashMap<>();

  /// Those for paths with one part in the middle that may be anything.
  private final Map<PathForm, Methods> byForm = new LinkedHashMap<>();

  /// Those for all paths that begin so; the longest first.
  private final List<Map.Entry<String, Methods>> byBeginning = new ArrayList<>();

  Dispatch(Routes routes, Loop loop) {
    var made = new HashMap<Endpoint, Handler<HttpServerRequest>>();
    routes
        .endpoints()
        .forEach(
            (path, endpoints) -> {
              var handlers = new HashMap<HttpMethod, Handler<HttpServerRequest>>();
              endpoints.forEach(
                  (method, endpoint) ->
                      handlers.put(method, made.computeIfAbsent(endpoint, e -> e.on(loop))));
              add(path, new Methods(handlers));
            });
    byBeginning.sort(Comparator.comparingInt(entry -> -entry.getKey().length()));
  }

  private void add(String path, Methods methods) {
    int part = path.indexOf("/" + REST + "/");
    if (part >= 0) {
      byForm.put(new PathForm(path.substring(0, part + 1), path.substring(part + 2)), methods);
    } else if (path.endsWith("/" + REST)) {
      byBeginning.add(Map.entry(path.substring(0, path.length() - REST.length()), methods));
    } else {
      byPath.put(path, methods);
    }
  }

  @Override
  public void handle(HttpServerRequest request) {
    String path = request.path();
    Methods methods = path == null ? null : methods(path);
    if (methods == null) {
      Replies.send(request, Reply.error(404, "not_found", null, "Nothing is served at this path."));
      return;
    }
    var handler = methods.of(request.method());
    if (handler == null) {
      Replies.send(request, methods.notAllowed(request.method()));
      return;
    }
    handler.handle(request);
  }

  private @Nullable Methods methods(String path) {
    Methods exact = byPath.get(path);
    if (exact != null) {
      return exact;
    }
    for (var entry : byForm.entrySet()) {
      if (entry.getKey().matches(path)) {
        return entry.getValue();
      }
    }
    for (var entry : byBeginning) {
      if (path.startsWith(entry.getKey()) && path.length() > entry.getKey().length()) {
        return entry.getValue();
      }
    }
    return null;
  }

  /// What is before and behind the part that may be anything.
  private record PathForm(String beginning, String ending) {
    boolean matches(String path) {
      int end = path.length() - ending.length();
      return end > beginning.length()
          && path.startsWith(beginning)
          && path.endsWith(ending)
          && path.lastIndexOf('/', end - 1) < beginning.length();
    }
  }

  /// The handlers of one path. Most paths have one method, which is found without hashing.
  private static final class Methods {
    private final Map<HttpMethod, Handler<HttpServerRequest>> handlers;
    private final HttpMethod first;
    private final Handler<HttpServerRequest> firstHandler;

    Methods(Map<HttpMethod, Handler<HttpServerRequest>> handlers) {
      this.handlers = handlers;
      var entry = handlers.entrySet().iterator().next();
      this.first = entry.getKey();
      this.firstHandler = entry.getValue();
    }

    @Nullable Handler<HttpServerRequest> of(HttpMethod method) {
      return first.equals(method) ? firstHandler : handlers.get(method);
    }

    Reply notAllowed(HttpMethod method) {
      var names = new TreeSet<String>();
      handlers.keySet().forEach(allowed -> names.add(allowed.name()));
      String allow = String.join(", ", names);
      return Reply.error(
              405,
              "method_not_allowed",
              null,
              method + " is not served here, but " + allow + " is.")
          .with("Allow", allow);
    }
  }
}
