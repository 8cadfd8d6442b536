import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Serves the files of a folder on a free loopback port, which it prints. The first download of each file breaks off half
/// way, every later one may resume: what a client must get over. Ends when its input ends.
void main(String[] arguments) throws IOException {
  var folder = Path.of(arguments[0]);
  Set<Path> broken = ConcurrentHashMap.newKeySet();
  var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  server.createContext("/", exchange -> answer(exchange, folder, broken));
  server.start();
  IO.println(server.getAddress().getPort());
  while (System.in.read() >= 0) {}
  server.stop(0);
}

void answer(HttpExchange exchange, Path folder, Set<Path> broken) throws IOException {
  try (exchange) {
    var file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
    if (!Files.isRegularFile(file)) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    var size = Files.size(file);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(size));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    send(exchange, file, size, broken.add(file));
  }
}

void send(HttpExchange exchange, Path file, long size, boolean breaksOff) throws IOException {
  var from = firstByte(exchange.getRequestHeaders().getFirst("Range"));
  if (from >= size) {
    exchange.sendResponseHeaders(416, -1);
    return;
  }
  if (from > 0) {
    exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(from, size - 1, size));
  }
  exchange.sendResponseHeaders(from > 0 ? 206 : 200, size - from);
  try (var in = Files.newInputStream(file)) {
    in.skipNBytes(from);
    var left = breaksOff ? (size - from) / 2 : size - from;
    var buffer = new byte[1 << 16];
    while (left > 0) {
      var read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      exchange.getResponseBody().write(buffer, 0, read);
      left -= read;
    }
    exchange.getResponseBody().flush();
  }
}

/// The N of `bytes=N-`, 0 without a range.
long firstByte(String range) {
  return range == null ? 0 : Long.parseLong(range.replaceAll("bytes=(\\d+)-.*", "$1"));
}
