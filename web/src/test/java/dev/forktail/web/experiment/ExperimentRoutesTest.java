package dev.forktail.web.experiment;

import static dev.forktail.engine.audit.Change.Action.ARCHIVE;
import static dev.forktail.engine.audit.Change.Action.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.AssignmentListener;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Strategies;
import dev.forktail.assignment.Surroundings;
import dev.forktail.assignment.WeightFeed;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.MemoryKind;
import dev.forktail.engine.experiment.MetricCheck;
import dev.forktail.engine.experiment.StrategyCheck;
import dev.forktail.engine.experiment.memory.InMemoryExperimentCatalog;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.MetricEditor;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.metric.memory.InMemoryMetricCatalog;
import dev.forktail.web.http.ApiServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExperimentRoutesTest {
  private static final String VARIANTS =
      "\"variants\":[{\"key\":\"control\",\"weight\":5000},{\"key\":\"treatment\",\"weight\":5000}]";
  private static final String COLOUR = "{\"key\":\"colour\"," + VARIANTS + "}";

  private static final ProjectId PROJECT = new ProjectId(7);

  private final AtomicInteger changes = new AtomicInteger();
  private final InMemoryMetricCatalog metrics = new InMemoryMetricCatalog();
  private final ApiServer server =
      ApiServer.open(
          (routes, keys, pages) ->
              new ExperimentRoutes(
                      new InMemoryExperimentCatalog(metrics),
                      new StrategyCheck(surroundings(), MemoryKind.COOKIE),
                      new MetricCheck(metrics),
                      changes::incrementAndGet,
                      keys,
                      InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z")))
                  .addTo(routes, pages));

  static Surroundings surroundings() {
    var random = new SplittableRandom(1);
    return new Surroundings(
        Strategies.builtIn(),
        () -> random,
        WeightFeed.NONE,
        new AssignmentListener() {
          @Override
          public void strategyFailed(ExperimentKey experiment, String strategy, Throwable cause) {
            throw new AssertionError(cause);
          }

          @Override
          public void pluginFailed(Throwable cause) {
            throw new AssertionError(cause);
          }
        });
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theSmallestFormMakesARunningExperiment() {
    var body =
        """
        {"key":"checkout","strategy":"hash","hasher":"growthbook-v2","variants":[\
        {"key":"control","weight":5000},{"key":"treatment","weight":5000}],"start":true}\
        """;

    var answer = post("/api/experiments", body);

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
    assertThat(answer.body())
        .isEqualTo(
            """
            {"key":"checkout","name":"checkout","state":"running","unit":"userId",\
            "strategy":"hash","hasher":"growthbook-v2","variants":[\
            {"key":"control","weight":5000},{"key":"treatment","weight":5000}],"traffic":10000,\
            "runs":[{"number":1,"started":"2026-11-23T12:00:00Z"}],"version":1,\
            "created":"2026-11-23T12:00:00Z","changed":"2026-11-23T12:00:00Z"}\
            """);
    assertThat(get("/api/experiments/checkout").body()).isEqualTo(answer.body());
    assertThat(get("/api/experiments").body())
        .isEqualTo("{\"experiments\":[" + answer.body() + "]}");
    assertThat(changes).hasValue(1);
  }

  @Test
  void aKeyIsTakenOnlyOnce() {
    post("/api/experiments", COLOUR);

    var again = post("/api/experiments", COLOUR);

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("\"field\":\"key\"");
    assertThat(changes).hasValue(1);
  }

  @Test
  void whoReplacesSaysWhichVersionTheyHaveSeen() {
    var stored = post("/api/experiments", COLOUR).body();
    var renamed = stored.replace("\"name\":\"colour\"", "\"name\":\"A colour\"");

    assertThat(put("/api/experiments/colour", renamed, null).statusCode()).isEqualTo(428);
    assertThat(put("/api/experiments/colour", renamed, "\"7\"").statusCode()).isEqualTo(412);
    assertThat(put("/api/experiments/other", renamed, "\"1\"").statusCode()).isEqualTo(400);
    var replaced = put("/api/experiments/colour", renamed, "\"1\"");
    assertThat(replaced.statusCode()).isEqualTo(200);
    assertThat(replaced.headers().firstValue("ETag")).contains("\"2\"");
    var late = put("/api/experiments/colour", renamed, "\"1\"");
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.headers().firstValue("ETag")).contains("\"2\"");
  }

  @Test
  void aWinnerMayReachEverybodyStepByStep() {
    post("/api/experiments", COLOUR);
    post("/api/experiments/colour/start", "");

    var wrong =
        "{\"winner\":\"treatment\",\"ramp\":[{\"at\":\"2026-11-24T00:00:00Z\",\"share\":5000}]}";
    assertThat(post("/api/experiments/colour/decide", wrong).body())
        .contains("\"field\":\"ramp\"", "last step");
    var both = "{\"winner\":\"treatment\",\"rampHours\":24,\"ramp\":[]}";
    assertThat(post("/api/experiments/colour/decide", both).statusCode()).isEqualTo(400);
    assertThat(
            post("/api/experiments/colour/decide", "{\"winner\":\"treatment\",\"rampHours\":20}")
                .body())
        .contains(
            "\"ramp\":[{\"at\":\"2026-11-23T12:00:00Z\",\"share\":500},"
                + "{\"at\":\"2026-11-23T14:00:00Z\",\"share\":1000},")
        .contains("{\"at\":\"2026-11-24T08:00:00Z\",\"share\":10000}]");
  }

  @Test
  void whatIsPausedIsDecidedForAllAtOnce() {
    post("/api/experiments", COLOUR);
    post("/api/experiments/colour/start", "");
    post("/api/experiments/colour/pause", "");

    assertThat(
            post("/api/experiments/colour/decide", "{\"winner\":\"control\",\"rampHours\":24}")
                .statusCode())
        .isEqualTo(409);
    assertThat(post("/api/experiments/colour/decide", "{\"winner\":\"control\"}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void anExperimentGoesThroughItsLifeAndEachStepIsInTheAudit() {
    post("/api/experiments", COLOUR);

    assertThat(post("/api/experiments/colour/pause", "").statusCode()).isEqualTo(409);
    assertThat(post("/api/experiments/colour/start", "{\"note\":\"go\"}").body())
        .contains("\"state\":\"running\"");
    for (var wrong : new String[] {"{}", "{\"winner\":\"\"}", "{\"winner\":1}", "[]"}) {
      assertThat(post("/api/experiments/colour/decide", wrong).statusCode()).isEqualTo(400);
    }
    assertThat(post("/api/experiments/colour/decide", "{\"winner\":\"none\"}").statusCode())
        .isEqualTo(409);
    assertThat(post("/api/experiments/colour/decide", "{\"winner\":\"treatment\"}").body())
        .contains("\"state\":\"decided\",\"winner\":\"treatment\"");
    assertThat(delete("/api/experiments/colour").body()).contains("\"state\":\"archived\"");

    assertThat(get("/api/experiments/colour/audit").body())
        .contains(
            "\"version\":4,\"at\":\"2026-11-23T12:00:00Z\",\"who\":\"admin\",\"what\":\"archive\"")
        .contains("\"what\":\"decide\"")
        .contains("\"what\":\"start\",\"note\":\"go\"")
        .contains("\"what\":\"create\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"key\":\"a\"} | variants",
        "{\"key\":\"a\",%s,\"strategy\":\"coin\"} | strategy",
        "{\"key\":\"a\",%s,\"start\":1} | start",
        "{\"key\":\"a\",%s,\"state\":\"paused\"} | state",
        "{\"key\":\"a\",%s,\"color\":1} | color",
        "{\"key\":\"a\",%s,\"strategy\":\"random\",\"unit\":\"accountId\"} | strategy",
      })
  void whatIsWrongIsNamedByItsField(String template, String field) {
    var answer = post("/api/experiments", template.replace("%s", VARIANTS));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .startsWith(
            "{\"success\":false,\"error\":{\"code\":\"invalid_experiment\",\"field\":\""
                + field
                + "\"");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    for (var path : new String[] {"/none", "/none/audit", "/none/audit/more", "/%20", "/a%2Fb"}) {
      assertThat(get("/api/experiments" + path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(post("/api/experiments/none/start", "").statusCode()).isEqualTo(404);
    assertThat(post("/api/experiments/none/stop", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aKeyMayHaveAnyCharacterAndIsEncodedInThePath() {
    post("/api/experiments", COLOUR.replace("colour", "grösse/a b+c"));

    assertThat(get("/api/experiments/gr%C3%B6sse%2Fa%20b+c").statusCode()).isEqualTo(200);
  }

  @Test
  void anExperimentNamesMetricsThatAreThere() {
    addMetrics("revenue", "orders", "errors", "old");
    new MetricEditor(metrics)
        .archive(PROJECT, new MetricKey("old"), OptionalLong.empty(), change(ARCHIVE));
    var named =
        "{\"key\":\"colour\",\"metrics\":[\"revenue\",\"orders\"],\"guardrails\":[\"errors\"],"
            + VARIANTS
            + "}";

    var made = post("/api/experiments", named);

    assertThat(made.body())
        .contains("\"metrics\":[\"revenue\",\"orders\"],\"guardrails\":[\"errors\"]");
    for (var wrong : new String[] {"none", "old", "revenue", "a b"}) {
      var answer = put("/api/experiments/colour", made.body().replace("orders", wrong), "\"1\"");
      assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
      assertThat(answer.body()).as(wrong).contains("\"field\":\"metrics[1]\"");
    }
    post("/api/experiments/colour/start", "");
    assertThat(
            put("/api/experiments/colour", made.body().replace(",\"orders\"", ""), "\"2\"").body())
        .contains("\"metrics\":[\"revenue\"],");
  }

  @Test
  void aRestartEndsTheRunAndBeginsTheNext() {
    post("/api/experiments", COLOUR);
    var early = post("/api/experiments/colour/restart", "");
    post("/api/experiments/colour/start", "");

    var restarted = post("/api/experiments/colour/restart", "{\"note\":\"a bug in B\"}");

    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("start it");
    assertThat(restarted.body())
        .contains(
            """
            "runs":[{"number":1,"started":"2026-11-23T12:00:00Z","ended":"2026-11-23T12:00:00Z"},\
            {"number":2,"started":"2026-11-23T12:00:00Z"}]\
            """);
    assertThat(get("/api/experiments/colour/audit").body())
        .contains("\"what\":\"restart\",\"note\":\"a bug in B\"");
  }

  private void addMetrics(String... keys) {
    for (var key : keys) {
      var metric = Metric.of(key, new Quantity.Count(Measure.of("Order Completed")));
      new MetricEditor(metrics).create(PROJECT, metric, change(CREATE));
    }
  }

  private static Change change(Change.Action action) {
    return new Change("test", Instant.parse("2026-11-23T12:00:00Z"), action, "");
  }

  @Test
  void strategiesAndHashersAreListed() {
    assertThat(get("/api/strategies").body())
        .contains("{\"name\":\"hash\"")
        .contains("{\"name\":\"growthbook-v2\",\"salts\":[\"seed\"]}");
  }

  @Test
  void onlyAdminsAreAnswered() {
    for (var key : new String[] {"read", "write"}) {
      assertThat(server.send(server.request("/api/experiments", key).GET()).statusCode())
          .isEqualTo(403);
    }
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
