package dev.forktail.web.http;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// Keeps the connections of one loop within bounds: how many there are over all loops, and how long
/// a client may take over a request.
final class ConnectionGuard {
  private static final long SWEEP_MILLIS = 500;

  /// The name under which the server's own handler stands in a connection's pipeline.
  private static final String SERVER_HANDLER = "handler";

  private final WebConfig config;
  private final LongSupplier nanoClock;
  private final AtomicInteger connections;
  private final Set<RequestWatch> watches = new HashSet<>();

  private ConnectionGuard(WebConfig config, LongSupplier nanoClock, AtomicInteger connections) {
    this.config = config;
    this.nanoClock = nanoClock;
    this.connections = connections;
  }

  /// The guard of `loop`.
  ///
  /// @param connections how many connections there are, shared by all loops
  static ConnectionGuard start(
      Loop loop, WebConfig config, LongSupplier nanoClock, AtomicInteger connections) {
    var guard = new ConnectionGuard(config, nanoClock, connections);
    loop.every(SWEEP_MILLIS, guard::sweep);
    return guard;
  }

  void admit(HttpConnection connection) {
    if (connections.incrementAndGet() > config.connectionsMax()) {
      connections.decrementAndGet();
      connection.close();
      return;
    }
    var watch = new RequestWatch(config, nanoClock, this::forget);
    watches.add(watch);
    ChannelPipeline pipeline =
        ((HttpServerConnection) connection).channelHandlerContext().pipeline();
    pipeline.addFirst(watch);
    pipeline.addBefore(SERVER_HANDLER, null, watch.decoded());
  }

  private void forget(RequestWatch watch) {
    if (watches.remove(watch)) {
      connections.decrementAndGet();
    }
  }

  private void sweep() {
    long now = nanoClock.getAsLong();
    List<RequestWatch> late = new ArrayList<>();
    for (var watch : watches) {
      if (watch.isLate(now)) {
        late.add(watch);
      }
    }
    late.forEach(RequestWatch::end);
  }
}
