package dev.forktail.web.http;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Routes on a free loopback port, a client that asks them, and a key of each role for project 7:
/// `write`, `read` and `admin`.
public final class ApiServer implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Pages pages = new Pages(4);
  private final WebServer server;

  private ApiServer(Mounting mounting) {
    var keys = new KeyRing();
    var project = new ProjectId(7);
    keys.replace(
        Map.of(
            KeyHash.of("write"), new Access(project, KeyRole.WRITE, "site"),
            KeyHash.of("read"), new Access(project, KeyRole.READ, "reports"),
            KeyHash.of("admin"), new Access(project, KeyRole.ADMIN, "admin")));
    var routes = new Routes();
    mounting.mount(routes, keys, pages);
    server = WebServer.open(WebConfig.on("127.0.0.1", 0, 1), routes, System::nanoTime);
  }

  /// What is served.
  @FunctionalInterface
  public interface Mounting {
    void mount(Routes routes, KeyRing keys, Pages pages);
  }

  public static ApiServer open(Mounting mounting) {
    return new ApiServer(mounting);
  }

  public int port() {
    return server.port();
  }

  /// A request that shows `key`, if there is one.
  public HttpRequest.Builder request(String path, @Nullable String key) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("The request failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /// Sends it and does not wait.
  public CompletableFuture<HttpResponse<String>> begin(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.close();
    pages.close();
    client.close();
  }
}
