package dev.forktail.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.web.health.Health.Component;
import dev.forktail.web.health.Health.Status;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.http.WebConfig;
import dev.forktail.web.http.WebServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Pages pages = new Pages(4);
  private final AtomicReference<Status> status = new AtomicReference<>(Status.UP);
  private WebServer server;

  @BeforeEach
  void open() {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters.counter("ingest.events.accepted").increment(3);
    var routes = new Routes();
    Health health =
        () ->
            List.of(
                new Component(
                    "journal",
                    status.get(),
                    "Half \"full\".",
                    Map.of("age", Double.NaN),
                    Map.of("swept", "no \"dust\"")));
    new HealthRoutes(health, meters, pages).addTo(routes);
    server = WebServer.open(WebConfig.on("127.0.0.1", 0, 1), routes, System::nanoTime);
  }

  @AfterEach
  void close() {
    server.close();
    pages.close();
    client.close();
  }

  @Test
  void readyIs503WhenAComponentIsDown() {
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    status.set(Status.DEGRADED);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    status.set(Status.DOWN);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void healthListsTheComponents() {
    assertThat(get("/health").body())
        .isEqualTo(
            "{\"status\":\"up\",\"components\":{\"journal\":{\"status\":\"up\",\"message\":\"Half"
                + " \\\"full\\\".\",\"age\":null,\"swept\":\"no \\\"dust\\\"\"}}}");
  }

  @Test
  void metricsAreInTheFormOfPrometheus() {
    var answer = get("/metrics");

    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(answer.body()).contains("ingest_events_accepted_total 3.0");
  }

  private HttpResponse<String> get(String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("The request failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }
}
