package dev.forktail.web.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.web.http.Routes;
import dev.forktail.web.http.WebConfig;
import dev.forktail.web.http.WebServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.SplittableRandom;

/// A real server on a free port of the loopback address, with three keys: `write-key`, `read-key`,
/// `admin-key`.
final class IntakeServer implements AutoCloseable {
  static final String BASIC = basic("write-key");

  final RecordingBuffer buffer = new RecordingBuffer();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final WebServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private IntakeServer(IngestLimits limits, WebConfig config) {
    var routes = new Routes();
    new IntakeRoutes(
            buffer,
            keys(),
            limits,
            new IntakeRoutes.Clocks(InstantSource.system(), System::nanoTime),
            new IntakeRoutes.Visitors(Formats.CONTEXTS, ""),
            new SplittableRandom(7),
            meters)
        .addTo(routes);
    server = WebServer.open(config, routes, System::nanoTime);
  }

  static IntakeServer open() {
    return open(IngestLimits.standard());
  }

  static IntakeServer open(IngestLimits limits) {
    return new IntakeServer(limits, WebConfig.on("127.0.0.1", 0, 2));
  }

  static IntakeServer open(WebConfig config) {
    return new IntakeServer(IngestLimits.standard(), config);
  }

  static String basic(String key) {
    return "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(UTF_8));
  }

  int port() {
    return server.port();
  }

  /// Posts `body` with the write key.
  HttpResponse<String> post(String path, String body) {
    return send(request(path).header("Authorization", BASIC).POST(text(body)));
  }

  HttpResponse<String> post(String path, byte[] body) {
    return send(
        request(path)
            .header("Authorization", BASIC)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("The request failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  static HttpRequest.BodyPublisher text(String body) {
    return HttpRequest.BodyPublishers.ofString(body);
  }

  private static KeyRing keys() {
    var keys = new KeyRing();
    var project = new ProjectId(1);
    keys.replace(
        Map.of(
            KeyHash.of("write-key"), new Access(project, KeyRole.WRITE, "website"),
            KeyHash.of("other-key"), new Access(new ProjectId(2), KeyRole.WRITE, "app"),
            KeyHash.of("read-key"), new Access(project, KeyRole.READ, "reports"),
            KeyHash.of("admin-key"), new Access(project, KeyRole.ADMIN, "admin")));
    return keys;
  }

  @Override
  public void close() {
    client.close();
    server.close();
    buffer.close();
  }
}
