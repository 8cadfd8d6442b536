package dev.forktail.web.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.json.JsonTree;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What GrowthBook's clients are served; that they decide by it as we do, [GrowthBookClientIT]
/// says.
final class GrowthBookRoutesTest {
  private static final String FEATURES = "/api/features/write";
  private static final String FLAG =
      "\"variants\":[{\"key\":\"off\",\"weight\":1,\"value\":false},{\"key\":\"on\",\"weight\":3,\"value\":true}]";

  private final DecidingServer server = new DecidingServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aRunningExperimentIsARuleWithItsRanges() {
    add(
        "new",
        "\"state\":\"running\",\"hasher\":\"growthbook-v2\",\"traffic\":5000,\"name\":\"New\"");

    assertThat(features())
        .isEqualTo(
            """
            {"status":200,"features":{"new":{"defaultValue":false,"rules":[{"key":"new","name":"New",\
            "variations":[false,true],"meta":[{"key":"off"},{"key":"on"}],"hashAttribute":"userId",\
            "hashVersion":2,"seed":"new","ranges":[[0.0,0.125],[0.25,0.625]]}]}},"dateUpdated":\
            """);
  }

  @Test
  void whatNeedsNoFormulaIsServedWhateverTheHasher() {
    add("paused", "\"state\":\"paused\",\"forced\":{\"qa\":\"on\"}");
    add(
        "won",
        "\"state\":\"decided\",\"winner\":\"on\",\"targeting\":{\"attribute\":\"country\",\"equals\":\"AT\"}");

    assertThat(features())
        .contains(
            """
            "paused":{"defaultValue":false,"rules":[{"condition":{"userId":{"$in":["qa"]}},"force":true},\
            """)
        .contains(
            """
            "won":{"defaultValue":false,"rules":[{"condition":{"country":{"$in":["AT"]}},"force":true}]}\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"hasher\":\"forktail-v1\"",
        "\"strategy\":\"random\"",
        "\"hasher\":\"growthbook-v2\",\"unit\":\"person\"",
        "\"hasher\":\"growthbook-v2\",\"holdouts\":[{\"key\":\"year\",\"share\":500}]",
        "\"hasher\":\"growthbook-v2\",\"targeting\":{\"attribute\":\"v\",\"semver\":\">=1.0.0-rc.1\"}",
        "\"hasher\":\"growthbook-v2\",\"targeting\":{\"not\":{\"attribute\":\"ip\",\"cidr\":\"10.0.0.0/8\"}}",
        "\"hasher\":\"growthbook-v2\",\"targeting\":{\"attribute\":\"a\",\"percent\":10}",
        "\"hasher\":\"growthbook-v2\",\"targeting\":{\"attribute\":\"a\",\"from\":\"2026-01-01T00:00:00Z\"}",
        "\"hasher\":\"growthbook-v2\",\"targeting\":{\"attribute\":\"a\",\"regex\":\"(?i)a\"}",
        "\"hasher\":\"growthbook-v2\",\"targeting\":{\"attribute\":\"a\",\"equals\":9007199254740993}",
      })
  void whatItsClientsCannotComputeIsLeftOut(String fields) {
    add("other", "\"state\":\"running\"," + fields);

    assertThat(features()).startsWith("{\"status\":200,\"features\":{},");
  }

  @Test
  void draftsAndArchivedExperimentsAreNobodysBusiness() {
    add("draft", "\"hasher\":\"growthbook-v2\"");
    add("gone", "\"state\":\"archived\",\"hasher\":\"growthbook-v2\"");

    assertThat(features()).startsWith("{\"status\":200,\"features\":{},");
  }

  @Test
  void aClientOfAnotherSiteMayReadItAndAskAgainByItsTag() {
    add("new", "\"state\":\"running\",\"hasher\":\"growthbook-v2\"");
    var first = get(FEATURES, "If-None-Match", "none");

    assertThat(first.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(first.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
        .contains("X-SSE-Support");
    assertThat(first.headers().firstValue("X-SSE-Support")).contains("enabled");
    var tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(get(FEATURES, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(get(FEATURES, "If-None-Match", "W/" + tag).statusCode()).isEqualTo(304);
    add("more", "\"state\":\"running\",\"hasher\":\"growthbook-v2\"");
    var second = get(FEATURES, "If-None-Match", tag);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(updated(second)).isNotEqualTo(updated(first));
  }

  private static String updated(HttpResponse<String> answer) {
    return JsonTree.object(answer.body()).text("dateUpdated");
  }

  @Test
  void anUnknownKeyIsRefused() {
    assertThat(get("/api/features/wrong", "Accept", "*/*").statusCode()).isEqualTo(401);
    assertThat(get("/sub/wrong", "Accept", "*/*").statusCode()).isEqualTo(401);
    assertThat(get("/api/features/write/more", "Accept", "*/*").statusCode()).isEqualTo(401);
  }

  @Test
  void browsersMayAskBeforehand() {
    var http = server.http();
    var answer = http.send(http.request(FEATURES, null).method("OPTIONS", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(204);
  }

  @Test
  void theStreamSaysThatThereIsSomethingToFetch() throws Exception {
    try (var stream = new SentEvents(server.http().port(), "/sub/write", "")) {
      assertThat(stream.next()).isEqualTo("id: 0\nevent: features-updated\ndata: {}");

      add("new", "\"state\":\"running\"");

      assertThat(stream.next()).isEqualTo("id: 3\nevent: features-updated\ndata: {}");
    }
  }

  private void add(String key, String fields) {
    server.add("{\"key\":\"%s\",%s,%s}".formatted(key, fields, FLAG));
  }

  private String features() {
    var body = get(FEATURES, "Accept", "*/*").body();
    int date = body.indexOf("\"20");
    return date < 0 ? body : body.substring(0, date);
  }

  private HttpResponse<String> get(String path, String header, String value) {
    var request = server.http().request(path, null).header(header, value);
    return server.http().send(request.timeout(Duration.ofSeconds(10)).GET());
  }
}
