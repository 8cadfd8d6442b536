package dev.forktail.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends events in batches as Segment's libraries do, and the same batch again until the server has
/// taken it.
final class BatchClient {
  private static final Logger log = LoggerFactory.getLogger(BatchClient.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);
  private static final int DOUBLINGS_MAX = 10;

  private final HttpClient http;
  private final URI batchUrl;
  private final String key;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final CountDownLatch stopped;

  /// Gives up waiting when `stopped` reaches zero.
  BatchClient(
      HttpClient http,
      URI url,
      String key,
      InstantSource clock,
      RandomGenerator random,
      CountDownLatch stopped) {
    this.http = http;
    this.batchUrl = url.resolve("/v1/batch");
    this.key = key;
    this.clock = clock;
    this.random = random;
    this.stopped = stopped;
  }

  /// Returns when the server has taken or refused the events, or the demo is stopped.
  void send(List<byte[]> events) throws InterruptedException {
    for (int failures = 0; stopped.getCount() > 0; failures++) {
      Duration wait = attempt(events, failures);
      if (wait.isZero() || stopped.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    }
  }

  /// How long to wait before the next attempt; zero when none is needed.
  private Duration attempt(List<byte[]> events, int failures) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(batchUrl)
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body(events)))
            .build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      int status = answer.statusCode();
      if (status == 429 || status >= 500) {
        return pauseAfter(failures, retryAfter(answer));
      }
      if (status >= 400) {
        log.warn("The demo's events were refused: status={} answer={}", status, answer.body());
      }
      return Duration.ZERO;
    } catch (IOException e) {
      log.debug("The demo waits for the server: {}", e.toString());
      return pauseAfter(failures, 0);
    }
  }

  private byte[] body(List<byte[]> events) {
    var out = new ByteArrayOutputStream();
    out.writeBytes("{\"batch\":[".getBytes(UTF_8));
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(events.get(i));
    }
    out.writeBytes(("],\"sentAt\":\"" + clock.instant() + "\"}").getBytes(UTF_8));
    return out.toByteArray();
  }

  private Duration pauseAfter(int failures, long atLeastSeconds) {
    long doubled = FIRST_WAIT.toMillis() << Math.min(failures, DOUBLINGS_MAX);
    long millis = Math.min(doubled, WAIT_MAX.toMillis());
    long jittered = millis / 2 + random.nextLong(millis / 2 + 1);
    return Duration.ofSeconds(atLeastSeconds).plusMillis(jittered);
  }

  private static long retryAfter(HttpResponse<?> answer) {
    try {
      return answer.headers().firstValueAsLong("Retry-After").orElse(0);
    } catch (NumberFormatException _) {
      // A date: as good as nothing, the growing wait does it.
      return 0;
    }
  }
}
