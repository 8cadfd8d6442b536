package dev.forktail.app.notices;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/// A receiver of webhooks, which answers in order what it is told to, and 200 from then on.
final class HookReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Integer> answers;
  private final List<Posted> posted = new CopyOnWriteArrayList<>();

  /// What came.
  record Posted(String body, String signature, String notice) {}

  HookReceiver(Integer... answers) throws IOException {
    this.answers = List.of(answers);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  List<Posted> posted() {
    return posted;
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var headers = exchange.getRequestHeaders();
    int number = posted.size();
    posted.add(
        new Posted(
            body,
            Objects.requireNonNull(headers.getFirst("Forktail-Signature")),
            Objects.requireNonNull(headers.getFirst("Forktail-Notice"))));
    exchange.sendResponseHeaders(number < answers.size() ? answers.get(number) : 200, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
