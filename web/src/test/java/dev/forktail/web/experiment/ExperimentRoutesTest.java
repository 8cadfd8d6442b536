package dev.forktail.web.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.AssignmentListener;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Strategies;
import dev.forktail.assignment.Surroundings;
import dev.forktail.assignment.WeightFeed;
import dev.forktail.engine.experiment.MemoryKind;
import dev.forktail.engine.experiment.StrategyCheck;
import dev.forktail.engine.experiment.memory.InMemoryExperimentCatalog;
import dev.forktail.web.http.ApiServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
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

  private final AtomicInteger changes = new AtomicInteger();
  private final ApiServer server =
      ApiServer.open(
          (routes, keys, pages) ->
              new ExperimentRoutes(
                      new InMemoryExperimentCatalog(),
                      new StrategyCheck(surroundings(), MemoryKind.COOKIE),
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
            "version":1,\
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
