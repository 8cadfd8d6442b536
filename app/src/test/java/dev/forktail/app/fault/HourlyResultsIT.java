package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// What a whole server computes by the hour, here every other second.
@TestInstance(Lifecycle.PER_CLASS)
final class HourlyResultsIT {
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final int VISITORS = 240;

  private final Workshop workshop = new Workshop("hourly");
  private final Path data = workshop.folder("data");
  private final ServerProcess server =
      new ServerProcess(
          workshop, ServerProcess.Setup.in(data).withExperiments().with("results.hourly.every=2s"));
  private final ServerClient client = new ServerClient(server, data);

  @BeforeAll
  void start() {
    server.start();
  }

  @AfterAll
  void close() {
    workshop.close();
  }

  /// Who bought much before buys much again: some of it is in the lake, some in the database. The
  /// median of 1 to 240 of both arms together is about 120, the highest tenth begins at 216.
  @Test
  void whatNeedsAllEventsIsThereSoonAfterAStartAndAfterAnother() throws Exception {
    made("/api/metrics", sum("revenue", ""));
    made("/api/metrics", sum("capped", ",\"cap\":{\"percentile\":0.9}"));
    made(
        "/api/metrics",
        "{\"key\":\"median\",\"type\":\"quantile\",\"level\":0.5,\"event\":\"Order"
            + " Completed\",\"property\":\"revenue\"}");
    client.store(orders("before", 5, Instant.now().minus(Duration.ofDays(2))));
    client.export();
    made(
        "/api/experiments",
        "{\"key\":\"shop\",\"unit\":\"person\",\"variants\":[{\"key\":\"a\",\"weight\":1},"
            + "{\"key\":\"b\",\"weight\":1}],\"metrics\":[\"revenue\",\"capped\",\"median\"],"
            + "\"start\":true}");
    awaitThat(() -> client.number("SELECT count(*) FROM result_plan") > 0);
    client.store(exposures());
    client.store(orders("after", 0, Instant.now()));

    awaitThat(() -> isComputed(metric("median")));
    assertComputed();

    var before = metric("median").time("asOf");
    server.kill();
    server.start();
    client.restarted();
    assertThat(metric("median").time("asOf")).isAfterOrEqualTo(before);
    awaitThat(() -> metric("median").time("asOf").isAfter(before.plusSeconds(2)));
    assertComputed();
    assertThat(client.get("/health")).contains("hourlyRuns");
    assertFrozen();
  }

  private void assertComputed() throws Exception {
    var revenue = metric("revenue");
    assertThat(revenue.text("updated")).isEqualTo("live");
    var adjusted = comparison(revenue).findObject("adjusted").orElseThrow();
    assertThat(adjusted.number("varianceReduction", 0)).isGreaterThan(0.9);
    assertThat(adjusted.number("standardError", 1))
        .isLessThan(
            0.4
                * comparison(revenue)
                    .findObject("relative")
                    .orElseThrow()
                    .number("standardError", 0));
    var median = metric("median");
    assertThat(median.text("updated")).isEqualTo("hourly");
    assertThat(value(median)).isCloseTo(120, within(3.0));
    var capped = metric("capped");
    assertThat(capped.text("updated")).isEqualTo("hourly");
    assertThat(capped.number("cap", 0)).isCloseTo(216, within(1.0));
    assertThat(value(capped)).isLessThan(value(revenue));
  }

  /// What is known by the hour is kept with a decision; what it says of the run is what is counted
  /// live.
  private void assertFrozen() throws Exception {
    var answer = client.post("/api/experiments/shop/decide", "{\"winner\":\"b\"}");
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
    var decision = JsonTree.object(client.get("/api/experiments/shop/decision"));
    var revenue =
        decision
            .findObject("evidence")
            .flatMap(evidence -> evidence.findObject("totals"))
            .flatMap(totals -> totals.findObject("metrics"))
            .flatMap(metrics -> metrics.findObject("revenue"))
            .orElseThrow();
    var adjusted = revenue.findObject("hourly").flatMap(one -> one.findObject("adjusted"));
    for (var arm : List.of("a", "b")) {
      var live =
          revenue.objects("rows").stream()
              .filter(row -> row.text("variant").equals(arm) && !row.has("dimension"))
              .map(row -> new BigInteger(row.texts("totals").getFirst()))
              .reduce(BigInteger.ZERO, BigInteger::add);
      var hourly = adjusted.orElseThrow().findObject(arm).orElseThrow();
      assertThat(new BigInteger(hourly.texts("totals").getFirst())).isEqualTo(live).isPositive();
    }
  }

  private void awaitThat(Callable<Boolean> condition) {
    assertThat(Await.until(SOON, condition)).as(server::logTail).isTrue();
  }

  /// Whether all orders are in it.
  private static boolean isComputed(JsonFields median) {
    return median.objects("arms").stream()
        .allMatch(
            arm ->
                arm.findObject("value").orElseThrow().value("units") instanceof Number units
                    && units.intValue() == VISITORS / 2);
  }

  private static double value(JsonFields metric) {
    return metric.objects("arms").getFirst().findObject("value").orElseThrow().number("value", 0);
  }

  private static JsonFields comparison(JsonFields metric) {
    return metric.objects("comparisons").getFirst();
  }

  private JsonFields metric(String key) throws Exception {
    var results = JsonTree.object(client.get("/api/experiments/shop/results"));
    return results.objects("metrics").stream()
        .filter(metric -> metric.text("key").equals(key))
        .findFirst()
        .orElseThrow();
  }

  private void made(String path, String body) throws Exception {
    var answer = client.post(path, body);
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(201);
  }

  private static String sum(String key, String more) {
    return "{\"key\":\"%s\",\"type\":\"sum\",\"event\":\"Order Completed\",\"property\":\"revenue\"%s}"
        .formatted(key, more);
  }

  private static List<byte[]> exposures() {
    var lines = new ArrayList<byte[]>();
    for (int i = 1; i <= VISITORS; i++) {
      var properties =
          "{\"experiment_id\":\"shop\",\"variation_id\":\"%s\"}".formatted(i % 2 == 0 ? "a" : "b");
      lines.add(line("Experiment Viewed", "exposure" + i, i, Instant.now(), properties));
    }
    return lines;
  }

  /// One for each visitor, of as much as its number and some more.
  private static List<byte[]> orders(String what, int more, Instant at) {
    var lines = new ArrayList<byte[]>();
    for (int i = 1; i <= VISITORS; i++) {
      lines.add(
          line(
              "Order Completed",
              what + i,
              i,
              at,
              "{\"revenue\":%d}".formatted(i + more * (i % 7))));
    }
    return lines;
  }

  private static byte[] line(String event, String id, int visitor, Instant at, String properties) {
    return "{\"type\":\"track\",\"event\":\"%s\",\"messageId\":\"%s\",\"anonymousId\":\"v%d\",\"timestamp\":\"%s\",\"properties\":%s}"
        .formatted(event, id, visitor, at, properties)
        .getBytes(UTF_8);
  }
}
