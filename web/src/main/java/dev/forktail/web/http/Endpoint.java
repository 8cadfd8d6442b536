package dev.forktail.web.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/// What answers a route. Asked once per event loop for the handler that serves there, so that a
/// handler may keep state without locks: only its own loop calls it.
@FunctionalInterface
public interface Endpoint {

  /// The handler for the requests of `loop`. It must not block.
  Handler<HttpServerRequest> on(Loop loop);
}
