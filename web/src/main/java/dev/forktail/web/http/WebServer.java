package dev.forktail.web.http;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server: a few event loops that share one port.
///
/// Closing it ends politely: no new connections, requests under way are answered, idle connections
/// are closed.
public final class WebServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebServer.class);
  private static final Duration START_MAX = Duration.ofSeconds(30);
  private static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final int REQUEST_LINE_BYTES_MAX = 8 << 10;
  private static final int HEADER_BYTES_MAX = 16 << 10;
  private static final int CHUNK_BYTES_MAX = 64 << 10;

  private final Vertx vertx;
  private final LoopServers servers;

  private WebServer(Vertx vertx, LoopServers servers) {
    this.vertx = vertx;
    this.servers = servers;
  }

  /// Listens, and answers as `routes` say.
  ///
  /// @param nanoClock counts nanoseconds, for timeouts
  /// @throws WebServerException when the port is taken or the address is not ours
  public static WebServer open(WebConfig config, Routes routes, LongSupplier nanoClock) {
    var vertx = Vertx.vertx(vertxOptions(config));
    var servers = new LoopServers(vertx, config, routes, nanoClock, serverOptions(config));
    Supplier<Deployable> loops = servers::next;
    try {
      await(
          vertx.deployVerticle(loops, new DeploymentOptions().setInstances(config.eventLoops())),
          START_MAX);
    } catch (ExecutionException | TimeoutException e) {
      vertx.close();
      Throwable cause = e.getCause();
      throw startFailure(config, cause == null ? e : cause);
    }
    log.info(
        "Listening: address={} port={} loops={} native={}",
        config.host(),
        servers.port(),
        config.eventLoops(),
        vertx.isNativeTransportEnabled());
    return new WebServer(vertx, servers);
  }

  /// The port it listens on.
  public int port() {
    return servers.port();
  }

  @Override
  public void close() {
    try {
      await(servers.shutdown(STOP_MAX), STOP_MAX.plusSeconds(1));
    } catch (ExecutionException | TimeoutException e) {
      log.warn("Some requests were cut off while stopping: {}", e.toString());
    }
    try {
      await(vertx.close(), STOP_MAX);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("The event loops did not stop: {}", e.toString());
    }
  }

  private static VertxOptions vertxOptions(WebConfig config) {
    return new VertxOptions()
        .setEventLoopPoolSize(config.eventLoops())
        .setPreferNativeTransport(true)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private static HttpServerOptions serverOptions(WebConfig config) {
    return new HttpServerOptions()
        .setTcpNoDelay(true)
        .setAcceptBacklog(4_096)
        .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()))
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
        .setMaxHeaderSize(HEADER_BYTES_MAX)
        .setMaxChunkSize(CHUNK_BYTES_MAX)
        .setHttp2ClearTextEnabled(false)
        .setDecompressionSupported(false)
        .setCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setStrictThreadMode(true);
  }

  private static WebServerException startFailure(WebConfig config, Throwable cause) {
    String place = config.host() + ":" + config.port();
    if (String.valueOf(cause.getMessage()).contains("Address already in use")) {
      return new WebServerException(
          "Cannot listen on " + place + ": another process has that port; choose another one",
          cause);
    }
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return new WebServerException(
          "Cannot listen on " + place + ": this machine does not know that address", cause);
    }
    return new WebServerException("Cannot listen on " + place + ": " + cause.getMessage(), cause);
  }

  private static <T> void await(Future<T> future, Duration max)
      throws ExecutionException, TimeoutException {
    try {
      future.toCompletionStage().toCompletableFuture().get(max.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException("Interrupted while starting or stopping", e);
    }
  }
}
