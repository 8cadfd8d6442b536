package dev.forktail.app.demo;

import dev.forktail.assignment.form.ExperimentForm;
import dev.forktail.engine.json.JsonTree;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the shop's experiment, unless there is one of its key, and follows what becomes of it,
/// over HTTP like anybody else.
final class ExperimentClient implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(ExperimentClient.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int CONFLICT = 409;

  private final HttpClient http;
  private final DemoConfig config;
  private final ComputedArms arms;
  private final CountDownLatch stopped;
  private String known = "";

  /// Gives up when `stopped` reaches zero.
  ExperimentClient(HttpClient http, DemoConfig config, ComputedArms arms, CountDownLatch stopped) {
    this.http = http;
    this.config = config;
    this.arms = arms;
    this.stopped = stopped;
  }

  @Override
  public void run() {
    boolean made = false;
    try {
      do {
        try {
          made = made || make();
          follow();
        } catch (IOException e) {
          log.debug("The demo's experiment waits for the server: {}", e.toString());
        }
      } while (!stopped.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether all is there, or will never be.
  private boolean make() throws IOException, InterruptedException {
    for (var metric : ShopExperiment.METRICS) {
      if (!post("/api/metrics", metric)) {
        return false;
      }
    }
    return post("/api/experiments", ShopExperiment.DEFINITION);
  }

  /// Whether it need not be tried again.
  private boolean post(String path, String json) throws IOException, InterruptedException {
    var answer =
        http.send(
            request(path, config.adminKey()).POST(BodyPublishers.ofString(json)).build(),
            BodyHandlers.ofString());
    int status = answer.statusCode();
    if (status >= 500) {
      return false;
    }
    if (status >= 400 && status != CONFLICT) {
      log.warn("The demo's experiment was refused: status={} answer={}", status, answer.body());
    }
    return true;
  }

  private void follow() throws IOException, InterruptedException {
    var request =
        request("/v1/definitions", config.shopKey()).header("If-None-Match", known).GET().build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() == 200
        && JsonTree.object(answer.body()).value("experiments") instanceof List<?> trees) {
      arms.use(trees.stream().map(ExperimentForm::read).toList());
      known = answer.headers().firstValue("ETag").orElse("");
    }
  }

  private HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(config.url().resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json");
  }
}
