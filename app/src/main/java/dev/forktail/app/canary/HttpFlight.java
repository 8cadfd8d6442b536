package dev.forktail.app.canary;

import dev.forktail.engine.live.CanaryFlight;
import dev.forktail.engine.live.CanaryName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The flight over HTTP to this very server, on a connection of its own.
final class HttpFlight implements CanaryFlight, AutoCloseable {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
  private static final Duration SEND_MAX = Duration.ofSeconds(10);
  private static final Duration ASK_MAX = Duration.ofSeconds(30);

  private final CanaryKeys keys;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_MAX)
          .build();
  private volatile @Nullable URI server;

  HttpFlight(CanaryKeys keys) {
    this.keys = keys;
  }

  /// The server listens at `url`.
  void to(URI url) {
    server = url;
  }

  @Override
  public void send(Instant sent) throws FailedException {
    var body =
        """
        {"event":"%s","userId":"canary","messageId":"canary-%s-%s","timestamp":"%s"}\
        """
            .formatted(CanaryName.of(sent), keys.flock(), sent, sent);
    var _ = post("/v1/track", keys.write(), body, SEND_MAX);
  }

  @Override
  public Optional<Instant> ask(Instant since) throws FailedException {
    var body =
        """
        {"sql":"SELECT epoch_ms(max(occurred)) FROM events \
        WHERE occurred >= TIMESTAMPTZ '%s'","format":"csv","timeout_ms":%d}\
        """
            .formatted(since, ASK_MAX.toMillis());
    var lines = post("/v1/query", keys.read(), body, ASK_MAX).lines().toList();
    var sent = lines.size() == 2 ? lines.getLast() : "";
    try {
      return sent.isEmpty()
          ? Optional.empty()
          : Optional.of(Instant.ofEpochMilli(Long.parseLong(sent)));
    } catch (NumberFormatException _) {
      throw new FailedException("A statement for the canary was answered with: " + sent);
    }
  }

  private String post(String path, String key, String body, Duration patience)
      throws FailedException {
    var url = server;
    if (url == null) {
      throw new FailedException("The server does not listen yet");
    }
    var request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(patience)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new FailedException("POST %s was answered %s".formatted(path, text(answer)));
      }
      return answer.body();
    } catch (IOException e) {
      throw new FailedException("POST %s was not answered: %s".formatted(path, e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new FailedException("The server stops");
    }
  }

  private static String text(HttpResponse<String> answer) {
    return answer.statusCode() + " " + answer.body();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
