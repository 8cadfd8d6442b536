package dev.forktail.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoTrafficTest {
  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
  private final AtomicInteger busyAnswers = new AtomicInteger();
  private HttpServer server;

  private record Batch(String key, String body, long nanos) {}

  DemoTrafficTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
  }

  @BeforeEach
  void startServer() {
    server.createContext("/v1/batch", this::take);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void shopAndGitHubSendBatchesWithTheirOwnKeys() throws Exception {
    try (var _ = DemoTraffic.start(config(400), InstantSource.system())) {
      var seen = new ArrayList<Batch>();
      var keys = new HashSet<String>();
      while (keys.size() < 2) {
        seen.add(next());
        keys.add(seen.getLast().key);
      }

      assertThat(keys).containsExactlyInAnyOrder("Bearer shop-key", "Bearer github-key");
      assertThat(seen).allMatch(batch -> batch.body.startsWith("{\"batch\":[{\"messageId\":"));
      assertThat(seen).allMatch(batch -> batch.body.matches("(?s).*],\"sentAt\":\"[^\"]+Z\"}"));
    }
  }

  @Test
  void aBusyServerIsAskedAgainWithTheSameEventsAfterItsTime() throws Exception {
    busyAnswers.set(1);
    try (var _ = DemoTraffic.start(config(100), InstantSource.system())) {
      var refused = next();
      var again = next();
      while (!again.key.equals(refused.key)) {
        again = next();
      }

      assertThat(idsIn(again)).isEqualTo(idsIn(refused));
      assertThat(Duration.ofNanos(again.nanos - refused.nanos))
          .isGreaterThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void closingStopsAtOnceEvenWhileTheServerIsAway() {
    server.stop(0);
    var traffic = DemoTraffic.start(config(100), InstantSource.system());

    long start = System.nanoTime();
    traffic.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void rateZeroSendsNothing() throws Exception {
    try (var _ = DemoTraffic.start(config(0), InstantSource.system())) {
      assertThat(batches.poll(600, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  @Test
  void ratesThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> config(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> config(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> config(1_001)).hasMessageContaining("0..1000");
  }

  private DemoConfig config(double rate) {
    var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new DemoConfig(url, "shop-key", "github-key", "admin-key", rate, 1);
  }

  private Batch next() throws InterruptedException {
    var batch = batches.poll(20, TimeUnit.SECONDS);
    assertThat(batch).isNotNull();
    return batch;
  }

  private static List<String> idsIn(Batch batch) {
    return java.util.regex.Pattern.compile("\"messageId\":\"[^\"]+\"")
        .matcher(batch.body)
        .results()
        .map(java.util.regex.MatchResult::group)
        .toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var key = exchange.getRequestHeaders().getFirst("Authorization");
    boolean busy = busyAnswers.getAndDecrement() > 0;
    batches.add(new Batch(key, body, System.nanoTime()));
    if (busy) {
      exchange.getResponseHeaders().set("Retry-After", "1");
    }
    exchange.sendResponseHeaders(busy ? 503 : 200, -1);
    exchange.close();
  }
}
