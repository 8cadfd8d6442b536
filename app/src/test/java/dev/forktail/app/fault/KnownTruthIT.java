package dev.forktail.app.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.recount.RecountReport;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.result.truth.Deed;
import dev.forktail.engine.result.truth.KnownShop;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// A known truth, end to end: visitors of four shops, who ask for their arm and tell what they do
/// as customers' sites do, and what the server then says.
@TestInstance(Lifecycle.PER_CLASS)
final class KnownTruthIT {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final int VISITORS = 3_000;
  private static final List<String> WITH_EFFECT = List.of("truth-1", "truth-2", "truth-3");
  private static final String ALIKE = "alike";
  private static final List<String> METRICS =
      List.of(
          "{\"key\":\"conversion\",\"type\":\"conversion\",\"event\":\"Order Completed\"}",
          "{\"key\":\"orders\",\"type\":\"count\",\"event\":\"Order Completed\"}",
          "{\"key\":\"revenue\",\"type\":\"sum\",\"event\":\"Order Completed\","
              + "\"property\":\"revenue\"}",
          "{\"key\":\"basket\",\"type\":\"ratio\","
              + "\"numerator\":{\"type\":\"sum\",\"event\":\"Order Completed\","
              + "\"property\":\"revenue\"},"
              + "\"denominator\":{\"type\":\"count\",\"event\":\"Order Completed\"}}",
          "{\"key\":\"views\",\"type\":\"count\",\"event\":\"Product Viewed\"}");

  private final Workshop workshop = new Workshop("truth");
  private final Path data = workshop.folder("data");
  private final ServerProcess server =
      new ServerProcess(workshop, ServerProcess.Setup.in(data).withExperiments());
  private final ServerClient client = new ServerClient(server, data);

  @BeforeAll
  void start() {
    server.start();
  }

  @AfterAll
  void close() {
    workshop.close();
  }

  @Test
  void whatTheServerSaysIsWhatIsTrue() throws Exception {
    for (var metric : METRICS) {
      made("/api/metrics", metric);
    }
    for (var experiment : WITH_EFFECT) {
      made("/api/experiments", definition(experiment));
    }
    made("/api/experiments", definition(ALIKE));
    awaitTrue(() -> client.number("SELECT count(*) FROM result_plan") > 0);

    long told = 0;
    for (var deeds : visits().values()) {
      told += deeds.size();
    }
    long all = told;
    awaitTrue(() -> client.number(TOLD) == all);

    for (var experiment : WITH_EFFECT) {
      var results = results(experiment);
      assertThat(units(results)).isEqualTo(people());
      assertThat(results.findObject("sampleRatio").orElseThrow().value("mismatch"))
          .isEqualTo(false);
      var intervals = intervals(results);
      assertThat(intervals.keySet()).isEqualTo(KnownShop.LIFTS.keySet());
      intervals.forEach(
          (metric, interval) ->
              assertThat(KnownShop.LIFTS.get(metric))
                  .as("%s of %s", metric, experiment)
                  .isBetween(interval.number("low", -99), interval.number("high", 99)));
      assertThat(intervals.get("conversion").number("low", -99)).isPositive();
      assertThat(verdict(results)).isEqualTo("ship");
      assertSameWhenRecounted(experiment);
    }
    assertThat(verdict(results(ALIKE))).isNotIn("ship", "keep", "doNotTrust");
    assertSameWhenRecounted(ALIKE);
  }

  /// What was told, in whatever way it ended; OFREP's exposures are the server's own.
  private static final String TOLD =
      "SELECT coalesce(sum(stored + duplicates + dead_letters), 0) FROM source_account"
          + " WHERE source = 'shop'";

  private static long people() {
    long bots = 0;
    for (int i = 0; i < VISITORS; i++) {
      bots += KnownShop.isBot(i) ? 1 : 0;
    }
    return VISITORS - bots;
  }

  /// All shops at once.
  private Map<String, List<Deed>> visits() throws Exception {
    var url = URI.create("http://127.0.0.1:" + server.port());
    var visits = new HashMap<String, Future<List<Deed>>>();
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      long seed = 1;
      for (var experiment : WITH_EFFECT) {
        var visitors = new KnownVisitors(url, experiment, VISITORS, seed++);
        visits.put(experiment, tasks.submit(() -> visitors.visit(true)));
      }
      var alike = new KnownVisitors(url, ALIKE, VISITORS, seed);
      visits.put(ALIKE, tasks.submit(() -> alike.visit(false)));
    }
    var deeds = new HashMap<String, List<Deed>>();
    for (var visit : visits.entrySet()) {
      deeds.put(visit.getKey(), visit.getValue().get());
    }
    return deeds;
  }

  private JsonFields results(String experiment) throws Exception {
    return JsonTree.object(client.get("/api/experiments/" + experiment + "/results"));
  }

  private static long units(JsonFields results) {
    return (long) results.objects("arms").stream().mapToDouble(arm -> arm.number("units", 0)).sum();
  }

  private static String verdict(JsonFields results) {
    return results.findObject("verdict").orElseThrow().text("kind");
  }

  /// The sequential interval of the relative lift, by metric.
  private static Map<String, JsonFields> intervals(JsonFields results) {
    var intervals = new HashMap<String, JsonFields>();
    for (var metric : results.objects("metrics")) {
      var comparison = metric.objects("comparisons").getFirst();
      intervals.put(
          metric.text("key"),
          comparison
              .findObject("relative")
              .flatMap(relative -> relative.findObject("sequential"))
              .orElseThrow());
    }
    return intervals;
  }

  private void assertSameWhenRecounted(String experiment) {
    var said = new StringWriter();
    var writer = new PrintWriter(said);
    var url = URI.create("http://127.0.0.1:" + server.port());
    int code = new RecountReport(experiment, writer, writer).run(url, "demo-admin");
    assertThat(code).as(said::toString).isZero();
  }

  private void made(String path, String body) throws Exception {
    var answer = client.post(path, body);
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(201);
  }

  private void awaitTrue(Callable<Boolean> condition) {
    assertThat(Await.until(SOON, condition)).as(server::logTail).isTrue();
  }

  private static String definition(String key) {
    return """
    {"key":"%s","unit":"anonymousId","start":true,
     "variants":[{"key":"control","weight":1},{"key":"treatment","weight":1}],
     "metrics":["conversion","orders","revenue","basket","views"]}
    """
        .formatted(key);
  }
}
