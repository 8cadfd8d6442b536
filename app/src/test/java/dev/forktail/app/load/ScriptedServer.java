package dev.forktail.app.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A loopback HTTP server that answers as a test tells it to, wrongly or not at all.
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Function<Request, Reply> script;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private ScriptedServer(ServerSocket listener, Function<Request, Reply> script) {
    this.listener = listener;
    this.script = script;
  }

  /// Starts on a free port.
  static ScriptedServer start(Function<Request, Reply> script) throws IOException {
    return startOn(0, script);
  }

  static ScriptedServer startOn(int port, Function<Request, Reply> script) throws IOException {
    var listener = new ServerSocket(port, 1_024, InetAddress.getLoopbackAddress());
    var server = new ScriptedServer(listener, script);
    server.threads.execute(server::accept);
    return server;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /// What came to `/v1/…`, in order of arrival.
  List<Request> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        threads.execute(() -> serve(socket));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream(), 65_536);
      for (Request request = read(in); request != null; request = read(in)) {
        if (request.path().startsWith("/v1/")) {
          requests.add(request);
        }
        if (!answer(socket, script.apply(request))) {
          return;
        }
      }
    } catch (IOException | InterruptedException _) {
      // The client or the test is done.
    } finally {
      sockets.remove(socket);
    }
  }

  private boolean answer(Socket socket, Reply reply) throws IOException, InterruptedException {
    return switch (reply) {
      case Reply.Answer answer -> {
        socket.getOutputStream().write(answer.bytes());
        yield !answer.headers().containsValue("close");
      }
      case Reply.Reset() -> {
        socket.setSoLinger(true, 0);
        yield false;
      }
      case Reply.Silence() -> {
        closed.await();
        yield false;
      }
      case Reply.Delayed(long millis, Reply then) ->
          !closed.await(millis, TimeUnit.MILLISECONDS) && answer(socket, then);
    };
  }

  private static @Nullable Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    var headers = new TreeMap<String, String>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      return null;
    }
    String[] parts = first.split(" ", -1);
    return new Request(parts[0], parts[1], headers, new String(body, UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var line = new java.io.ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(US_ASCII);
  }

  /// What a client sent; header names in lower case.
  record Request(String method, String path, Map<String, String> headers, String body) {}

  /// What it gets.
  sealed interface Reply {
    record Answer(int status, Map<String, String> headers, String body) implements Reply {
      private byte[] bytes() {
        var text = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
        headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
        text.append("Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
        return text.toString().getBytes(UTF_8);
      }
    }

    /// The connection breaks.
    record Reset() implements Reply {}

    /// Nothing comes until the test ends.
    record Silence() implements Reply {}

    record Delayed(long millis, Reply then) implements Reply {}

    static Reply ok() {
      return status(200);
    }

    static Reply status(int status) {
      return new Answer(status, Map.of("Content-Type", "application/json"), "{\"success\":true}");
    }
  }
}
