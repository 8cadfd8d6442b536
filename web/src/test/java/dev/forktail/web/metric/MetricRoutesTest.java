package dev.forktail.web.metric;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.metric.memory.InMemoryMetricCatalog;
import dev.forktail.engine.metric.trial.MetricTrials;
import dev.forktail.engine.query.SqlAnswer;
import dev.forktail.engine.query.SqlOutcome;
import dev.forktail.web.http.ApiServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricRoutesTest {
  private static final String ORDERS =
      "{\"key\":\"orders\",\"type\":\"count\",\"event\":\"Order Completed\"}";

  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));
  private static final String CHECK =
      """
      "check":{"asOf":"2026-11-23T12:00:00Z","measures":[{"event":"Order Completed",\
      "yesterday":{"events":12,"units":10,"unusable":0},\
      "last24Hours":{"events":4,"units":3,"unusable":0,"sum":9.0,"mean":2.25}}],\
      "warnings":[]}}\
      """;

  private final AtomicInteger changes = new AtomicInteger();
  private final ApiServer server =
      ApiServer.open(
          (routes, keys, pages) ->
              new MetricRoutes(
                      new InMemoryMetricCatalog(),
                      new MetricTrials(
                          (_, out) -> answer(out), (_, _, _) -> List.of("Order Completed"), NOON),
                      changes::incrementAndGet,
                      keys,
                      NOON)
                  .addTo(routes, pages));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theSmallestFormMakesAMetric() {
    var answer = post("/api/metrics", ORDERS);

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
    assertThat(answer.body())
        .isEqualTo(
            """
            {"key":"orders","name":"orders","type":"count","event":"Order Completed",\
            "direction":"up","minimumEffect":0.02,"margin":0.01,"updated":"live",\
            "archived":false,"version":1,\
            "created":"2026-11-23T12:00:00Z","changed":"2026-11-23T12:00:00Z",\
            """
                + CHECK);
    var stored = answer.body().replace("," + CHECK, "}");
    assertThat(get("/api/metrics/orders").body()).isEqualTo(stored);
    assertThat(get("/api/metrics").body()).isEqualTo("{\"metrics\":[" + stored + "]}");
    assertThat(changes).hasValue(1);
    assertThat(post("/api/metrics", ORDERS).statusCode()).isEqualTo(409);
  }

  @Test
  void whatAMetricWouldHaveCountedIsSaidBeforeItIsMade() {
    var answer = send("/api/metrics/check", "read", "POST", ORDERS);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"key\":\"orders\"").endsWith(CHECK);
    assertThat(get("/api/metrics").body()).isEqualTo("{\"metrics\":[]}");
  }

  @Test
  void whoReplacesSaysWhichVersionTheyHaveSeen() {
    var stored = post("/api/metrics", ORDERS).body();
    var capped = stored.replace("\"direction\"", "\"cap\":{\"percentile\":0.99},\"direction\"");

    assertThat(put("/api/metrics/orders", capped, null).statusCode()).isEqualTo(428);
    assertThat(put("/api/metrics/orders", capped, "\"7\"").statusCode()).isEqualTo(412);
    assertThat(put("/api/metrics/other", capped, "\"1\"").statusCode()).isEqualTo(400);
    var replaced = put("/api/metrics/orders", capped, "\"1\"");
    assertThat(replaced.headers().firstValue("ETag")).contains("\"2\"");
    assertThat(replaced.body()).contains("\"updated\":\"hourly\"");
    assertThat(put("/api/metrics/orders", capped, "\"1\"").statusCode()).isEqualTo(412);
  }

  @Test
  void anArchivedOneIsThereStillAndEachStepIsInTheAudit() {
    post("/api/metrics", ORDERS);

    assertThat(delete("/api/metrics/orders").body()).contains("\"archived\":true,\"version\":2");

    assertThat(get("/api/metrics/orders/audit").body())
        .contains(
            """
            {"audit":[{"version":2,"at":"2026-11-23T12:00:00Z","who":"admin","what":"archive",\
            "note":"","metric":{"key":"orders",\
            """)
        .contains("\"what\":\"create\"");
    assertThat(put("/api/metrics/orders", ORDERS, "\"2\"").body()).contains("\"archived\":false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'key':'a','type':'sum','event':'e'}|property",
        "{'key':'a','type':'mean','event':'e'}|type",
        "{'key':'a','type':'count','event':'e','color':1}|color",
      })
  void whatIsWrongIsNamedByItsField(String body, String field) {
    var answer = post("/api/metrics", body.replace('\'', '"'));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .startsWith(
            "{\"success\":false,\"error\":{\"code\":\"invalid_metric\",\"field\":\"" + field);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    for (var path : new String[] {"/none", "/none/audit", "/none/audit/more", "/%20", "/a%2Fb"}) {
      assertThat(get("/api/metrics" + path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(delete("/api/metrics/none").statusCode()).isEqualTo(404);
  }

  @Test
  void readersReadAndOnlyAdminsChange() {
    post("/api/metrics", ORDERS);

    assertThat(send("/api/metrics", "read", "GET", "").statusCode()).isEqualTo(200);
    assertThat(send("/api/metrics/orders", "read", "GET", "").statusCode()).isEqualTo(200);
    assertThat(send("/api/metrics", "write", "GET", "").statusCode()).isEqualTo(403);
    assertThat(send("/api/metrics", "read", "POST", ORDERS).statusCode()).isEqualTo(403);
    assertThat(send("/api/metrics/orders", "read", "DELETE", "").statusCode()).isEqualTo(403);
  }

  private static SqlAnswer answer(OutputStream out) {
    try {
      out.write("[[0,12,10,12,null,4,3,4,9.0]]".getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var outcome = new SqlOutcome(List.of(), 1, false, 0);
    return new SqlAnswer(outcome, NOON.instant(), 0, 0, Duration.ZERO);
  }

  private HttpResponse<String> send(String path, String key, String method, String body) {
    return server.send(server.request(path, key).method(method, BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String path) {
    return server.send(server.request(path, "admin").GET());
  }

  private HttpResponse<String> delete(String path) {
    return server.send(server.request(path, "admin").DELETE());
  }

  private HttpResponse<String> post(String path, String body) {
    return server.send(server.request(path, "admin").POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> put(String path, String body, @Nullable String seen) {
    var request = server.request(path, "admin").PUT(BodyPublishers.ofString(body));
    return server.send(seen == null ? request : request.header("If-Match", seen));
  }
}
