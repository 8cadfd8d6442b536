package dev.forktail.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The two addresses of a server that the SDK uses, on a free port. It may be away for a while.
final class Endpoint implements AutoCloseable {
  private final HttpServer server;
  private final List<String> batches = new CopyOnWriteArrayList<>();
  private final List<Integer> statuses = new CopyOnWriteArrayList<>();
  private volatile String definitions = "{\"experiments\":[]}";
  private volatile boolean away;
  private volatile Duration pause = Duration.ZERO;

  Endpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/definitions", this::definitions);
    server.createContext("/v1/batch", this::batch);
    server.start();
  }

  ForktailConfig config() {
    return ForktailConfig.of("http://127.0.0.1:" + server.getAddress().getPort() + "/", "key")
        .refreshedEvery(Duration.ofMillis(100));
  }

  void define(String... experiments) {
    definitions = "{\"experiments\":[" + String.join(",", experiments) + "]}";
  }

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  /// From now on a batch is answered so long after it was taken.
  void answerLate(Duration length) {
    pause = length;
  }

  /// The batches that were taken.
  List<String> batches() {
    return batches;
  }

  /// How the definitions were answered.
  List<Integer> statuses() {
    return statuses;
  }

  private void definitions(HttpExchange exchange) throws IOException {
    var tag = "\"" + definitions.hashCode() + "\"";
    exchange.getResponseHeaders().add("ETag", tag);
    boolean known = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    int status = away ? 503 : known ? 304 : 200;
    statuses.add(status);
    answer(exchange, status, status == 200 ? definitions : "");
  }

  private void batch(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (!away) {
      batches.add(body);
    }
    pause();
    answer(exchange, away ? 503 : 200, "");
  }

  private void pause() {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      throw new IllegalStateException("The test was interrupted", e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      var bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
