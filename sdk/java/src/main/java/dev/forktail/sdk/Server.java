package dev.forktail.sdk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The server, over HTTP.
final class Server implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration WAIT_MAX = Duration.ofMinutes(5);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ForktailConfig config;

  Server(ForktailConfig config) {
    this.config = config;
  }

  /// What became of events.
  sealed interface Sent {
    /// Nobody needs to send them again.
    record Done() implements Sent {}

    record Later(Duration pause) implements Sent {}
  }

  /// The definitions, unless they are still those with `tag`.
  ///
  /// @throws IOException when the server does not say
  Optional<Definitions> fetch(String tag) throws IOException, InterruptedException {
    var request = request("/v1/definitions").header("If-None-Match", tag).GET();
    var answer = send(request);
    if (answer.statusCode() == 304) {
      return Optional.empty();
    }
    if (answer.statusCode() != 200) {
      throw new IOException("The server answered " + answer.statusCode());
    }
    var next = answer.headers().firstValue("ETag").orElse("");
    return Optional.of(Definitions.read(answer.body(), next));
  }

  /// Sends events, each a JSON object.
  ///
  /// @throws IOException when the server is not there
  Sent send(List<String> events) throws IOException, InterruptedException {
    var body = "{\"batch\":[" + String.join(",", events) + "]}";
    var answer = send(request("/v1/batch").POST(BodyPublishers.ofString(body)));
    int status = answer.statusCode();
    boolean again = status == 408 || status == 429 || status >= 500;
    return again ? new Sent.Later(wait(answer)) : new Sent.Done();
  }

  private static Duration wait(HttpResponse<String> answer) {
    var seconds = answer.headers().firstValue("Retry-After").orElse("");
    var wait =
        seconds.matches("\\d{1,6}")
            ? Duration.ofSeconds(Long.parseLong(seconds))
            : Duration.ofSeconds(1);
    return wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait;
  }

  private HttpRequest.Builder request(String path) {
    var address = config.server().toString().replaceAll("/+$", "") + path;
    return HttpRequest.newBuilder(URI.create(address))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + config.key());
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
