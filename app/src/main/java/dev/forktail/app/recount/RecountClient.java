package dev.forktail.app.recount;

import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Recounts of a running server, by its HTTP API.
final class RecountClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int FAILED_FROM = 300;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI place;
  private final String key;

  RecountClient(URI url, String key, String experiment) {
    var name = URLEncoder.encode(experiment, StandardCharsets.UTF_8).replace("+", "%20");
    this.place = url.resolve("/api/experiments/" + name + "/results/recount");
    this.key = key;
  }

  JsonFields begin() throws IOException, InterruptedException {
    return ask("POST");
  }

  JsonFields status() throws IOException, InterruptedException {
    return ask("GET");
  }

  private JsonFields ask(String method) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(place)
            .header("Authorization", "Bearer " + key)
            .timeout(TIMEOUT)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    var body = JsonTree.object(answer.body());
    if (answer.statusCode() >= FAILED_FROM) {
      throw new RefusedException(
          body.findObject("error").flatMap(error -> error.findText("message")).orElse("")
              + " (HTTP %d)".formatted(answer.statusCode()));
    }
    return body;
  }

  @Override
  public void close() {
    http.close();
  }

  /// The server is there and will not do it.
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
