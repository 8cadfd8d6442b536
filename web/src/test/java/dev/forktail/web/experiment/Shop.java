package dev.forktail.web.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Somebody's site on another port: pages that are put there, and the files of npm packages below
/// `/npm/`.
final class Shop implements AutoCloseable {
  private static final String NPM = "/npm/";
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final Path packages;
  private final HttpServer server;

  /// @param packages the folder that has `node_modules`
  Shop(Path packages) throws IOException {
    this.packages = packages;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /// Puts a page with `head` and a script, which is a module, at `path`; where that is.
  String put(String path, String head, String script) {
    pages.put(
        path,
        "<!doctype html><title>A shop</title>%s<h1>Shop</h1><script type=\"module\">%s</script>"
            .formatted(head, script));
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      if (path.startsWith(NPM) && !path.contains("..")) {
        var file = packages.resolve("node_modules").resolve(path.substring(NPM.length()));
        send(exchange, "text/javascript", Files.readAllBytes(file));
      } else {
        send(exchange, "text/html", pages.getOrDefault(path, "").getBytes(UTF_8));
      }
    }
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
