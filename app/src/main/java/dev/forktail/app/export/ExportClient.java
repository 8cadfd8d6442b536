package dev.forktail.app.export;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// The export of a running server, by its HTTP API.
final class ExportClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI url;
  private final String key;

  ExportClient(URI url, String key) {
    this.url = url;
    this.key = key;
  }

  /// How the export stands.
  Map<String, String> status() throws IOException, InterruptedException {
    return ask("GET", "/v1/export");
  }

  /// Tells it to do something: `now`, `reexport?from=…&to=…`, `pause` or `resume`.
  Map<String, String> tell(String order) throws IOException, InterruptedException {
    return ask("POST", "/v1/export/" + order);
  }

  private Map<String, String> ask(String method, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("Authorization", "Bearer " + key)
            .timeout(TIMEOUT)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    var answer = send(request);
    var values = FlatJson.read(answer.body());
    if (answer.statusCode() >= 300) {
      throw new RefusedException(
          "%s (HTTP %d)"
              .formatted(
                  values.getOrDefault("error.message", "The server refused it"),
                  answer.statusCode()));
    }
    return values;
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      String why = e.getMessage() == null ? "no connection" : e.getMessage();
      throw new IOException("Cannot reach " + url + ": " + why, e);
    }
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
