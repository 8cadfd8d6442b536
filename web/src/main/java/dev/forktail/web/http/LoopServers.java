package dev.forktail.web.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// One server per event loop, all on one port.
final class LoopServers {
  private final Vertx vertx;
  private final WebConfig config;
  private final Routes routes;
  private final LongSupplier nanoClock;
  private final HttpServerOptions options;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  LoopServers(
      Vertx vertx,
      WebConfig config,
      Routes routes,
      LongSupplier nanoClock,
      HttpServerOptions options) {
    this.vertx = vertx;
    this.config = config;
    this.routes = routes;
    this.nanoClock = nanoClock;
    this.options = options;
  }

  /// What is to be deployed for one more loop.
  Deployable next() {
    return new Deployable() {
      @Override
      public Future<?> deploy(Context context) {
        return listen(context);
      }

      @Override
      public Future<?> undeploy(Context context) {
        return Future.succeededFuture();
      }
    };
  }

  private Future<HttpServer> listen(Context context) {
    var loop = new Loop(vertx, context);
    var guard = ConnectionGuard.start(loop, config, nanoClock, connections);
    var dispatch = new Dispatch(routes, loop);
    var server = vertx.createHttpServer(options);
    server.connectionHandler(guard::admit);
    server.invalidRequestHandler(LoopServers::refuse);
    server.requestHandler(dispatch);
    servers.add(server);
    return server.listen(address());
  }

  /// Port 0 is one free port, the same for all.
  private SocketAddress address() {
    return config.port() == 0
        ? SocketAddress.sharedRandomPort(1, config.host())
        : SocketAddress.inetSocketAddress(config.port(), config.host());
  }

  int port() {
    return servers.getFirst().actualPort();
  }

  Future<?> shutdown(Duration max) {
    return Future.join(servers.stream().map(server -> server.shutdown(max)).toList());
  }

  /// Answers what is not HTTP; the connection is closed behind it.
  private static void refuse(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Replies.send(request, invalid(cause).with("Connection", "close"));
  }

  private static Reply invalid(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return Reply.error(414, "uri_too_long", null, "The request line is longer than 8 KiB.");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return Reply.error(431, "headers_too_large", null, "The headers are larger than 16 KiB.");
    }
    return Reply.error(400, "bad_request", null, "This is not a valid HTTP request.");
  }
}
