package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The shop of `docs/guide/first-test.md`: its page as it stands there, on a site of its own.
final class GuideShop implements AutoCloseable {
  private static final Pattern PAGE = Pattern.compile("```html\n(.*?)```", Pattern.DOTALL);

  private final HttpServer site;
  private final byte[] page;

  /// @param server the address that Forktail has instead of that of the guide
  GuideShop(String server) throws IOException {
    var block = PAGE.matcher(Files.readString(Path.of("../docs/guide/first-test.md")));
    if (!block.find()) {
      throw new IllegalStateException("The guide has no page");
    }
    page = block.group(1).replace("http://localhost:8080", server).getBytes(UTF_8);
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext("/", this::answer);
    site.start();
  }

  String address() {
    return "http://127.0.0.1:" + site.getAddress().getPort() + "/shop.html";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    }
  }

  @Override
  public void close() {
    site.stop(0);
  }
}
