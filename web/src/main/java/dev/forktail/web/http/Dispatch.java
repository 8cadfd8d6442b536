package dev.forktail.web.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Hands each request of one loop to the handler of its path and method.
final class Dispatch implements Handler<HttpServerRequest> {
  private final Map<String, Methods> byPath = new HashMap<>();

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
              byPath.put(path, new Methods(handlers));
            });
  }

  @Override
  public void handle(HttpServerRequest request) {
    String path = request.path();
    Methods methods = path == null ? null : byPath.get(path);
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
