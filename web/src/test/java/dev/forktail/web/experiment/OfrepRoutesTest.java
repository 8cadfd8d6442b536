package dev.forktail.web.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// OFREP as its real Java client speaks it, and what browsers need of it.
final class OfrepRoutesTest {
  private static final String ALL = "/ofrep/v1/evaluate/flags";
  private static final String U1 = "{\"context\":{\"targetingKey\":\"u1\"}}";
  private static final ImmutableContext USER = new ImmutableContext("u1");

  private final DecidingServer server = new DecidingServer();

  @BeforeEach
  void addFlags() {
    flag("truth", "true");
    flag("text", "\"hello\"");
    flag("whole", "7");
    flag("decimal", "1.0");
    flag("object", "{\"a\":[1,2.5,true]}");
    server.add(
        "{\"key\":\"experiment\",\"state\":\"running\",\"variants\":[{\"key\":\"b\",\"weight\":1}]}");
  }

  private void flag(String key, String value) {
    server.add(
        "{\"key\":\"%s\",\"state\":\"running\",\"variants\":[{\"key\":\"on\",\"weight\":1,\"value\":%s}]}"
            .formatted(key, value));
  }

  @AfterEach
  void close() {
    OpenFeatureAPI.getInstance().shutdown();
    server.close();
  }

  @Test
  void theJavaProviderGetsEachKindOfValue() {
    var client = client("write");

    assertThat(client.getBooleanValue("truth", false, USER)).isTrue();
    assertThat(client.getStringValue("text", "", USER)).isEqualTo("hello");
    assertThat(client.getIntegerValue("whole", 0, USER)).isEqualTo(7);
    assertThat(client.getDoubleValue("decimal", 0.0, USER)).isEqualTo(1.0);
    var object = client.getObjectValue("object", new Value(), USER).asStructure();
    assertThat(object.getValue("a").asList()).hasSize(3);
    assertThat(client.getStringDetails("experiment", "", USER))
        .satisfies(
            details -> {
              assertThat(details.getValue()).isEqualTo("b");
              assertThat(details.getVariant()).isEqualTo("b");
              assertThat(details.getReason()).isEqualTo("SPLIT");
            });
    assertThat(server.exposures()).hasSize(6);
    assertThat(server.exposures()).allMatch(event -> "u1".equals(event.userId()));
    assertThat(server.exposures()).allMatch(event -> event.anonymousId() == null);
  }

  @Test
  void theJavaProviderGetsItsDefaultAndTheRightErrorForWhatIsWrong() {
    var client = client("write");

    var missing = client.getBooleanDetails("none", true, USER);
    assertThat(missing.getValue()).isTrue();
    assertThat(missing.getErrorCode()).isEqualTo(ErrorCode.FLAG_NOT_FOUND);
    // This client takes every 400 for an invalid context, whatever its code says.
    assertThat(client.getBooleanDetails("truth", false, new ImmutableContext()).getErrorCode())
        .isEqualTo(ErrorCode.INVALID_CONTEXT);
    assertThat(client.getIntegerDetails("text", 5, USER).getErrorCode())
        .isEqualTo(ErrorCode.TYPE_MISMATCH);
    assertThat(client("wrong").getBooleanDetails("truth", false, USER).getErrorCode())
        .isEqualTo(ErrorCode.GENERAL);
  }

  @Test
  void allFlagsHaveATagThatTheirAnswerDependsOn() {
    var first = server.post(ALL, U1);
    var tag = first.headers().firstValue("ETag").orElseThrow();

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(first.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(first.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
        .contains("ETag", "Retry-After");
    assertThat(first.body())
        .contains("{\"key\":\"decimal\",\"value\":1.0,\"reason\":\"SPLIT\",\"variant\":\"on\"")
        .contains("\"eventStreams\":[{\"type\":\"sse\"");
    assertThat(bulkAgain(tag)).isEqualTo(304);
    flag("later", "1");
    assertThat(bulkAgain(tag)).isEqualTo(200);
    assertThat(server.exposures()).isEmpty();
  }

  private int bulkAgain(String tag) {
    var http = server.http();
    var answer =
        http.send(
            http.request(ALL, "write")
                .header("If-None-Match", tag)
                .POST(BodyPublishers.ofString(U1)));
    assertThat(answer.statusCode() == 304).isEqualTo(answer.body().isEmpty());
    return answer.statusCode();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | PARSE_ERROR",
        "{} | TARGETING_KEY_MISSING",
        "{\"context\":1} | INVALID_CONTEXT",
        "{\"context\":{}} | TARGETING_KEY_MISSING",
        "{\"context\":{\"targetingKey\":\"\"}} | TARGETING_KEY_MISSING",
        "{\"context\":{\"targetingKey\":5}} | INVALID_CONTEXT",
      })
  void whatIsWrongWithAContextHasItsCode(String body, String code) {
    for (var path : new String[] {ALL, ALL + "/truth"}) {
      var answer = server.post(path, body);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"errorCode\":\"" + code + "\"");
    }
  }

  @Test
  void whatIsInAContextBesidesIsAnAttributeOrLeftAlone() {
    var context =
        "{\"context\":{\"targetingKey\":\"u1\",\"plan\":\"pro\",\"more\":{\"a\":1},\"no\":null}}";

    assertThat(server.post(ALL + "/truth", context).statusCode()).isEqualTo(200);
  }

  @Test
  void browsersMayAskBeforehand() {
    var http = server.http();
    var answer = http.send(http.request(ALL, null).method("OPTIONS", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
        .contains("Authorization", "Content-Type", "If-None-Match");
  }

  @Test
  void theStreamSaysWhenToAskAgain() throws Exception {
    try (var stream = stream("8")) {
      flag("later", "1");

      assertThat(stream.next())
          .isEqualTo(
              """
              id: 9
              event: message
              data: {"type":"refetchEvaluation","etag":"9","lastModified":1795435200}\
              """);
    }
  }

  @Test
  void whoMissedAChangeWhileItWasAwayIsToldAtOnce() throws Exception {
    for (var seen : new String[] {"", "7"}) {
      try (var stream = stream(seen)) {
        assertThat(stream.next()).startsWith("id: 8\n");
      }
    }
  }

  private SentEvents stream(String lastId) throws Exception {
    return new SentEvents(server.http().port(), "/ofrep/v1/stream?key=write", lastId);
  }

  @ParameterizedTest
  @CsvSource({
    "flagConfigEtag=9",
    "flagConfigEtag=9&flagConfigLastModified=0",
    "flagConfigLastModified=1795435201",
    "flagConfigLastModified=2026-11-23T12:00:01Z"
  })
  void whoWasToldOfAChangeDoesNotGetWhatWasBeforeIt(String told) throws Exception {
    var http = server.http();
    var early =
        http.begin(http.request(ALL + "?" + told, "write").POST(BodyPublishers.ofString(U1)));
    server.later(Duration.ofSeconds(1));

    flag("later", "1");

    assertThat(early.get().body()).contains("\"later\"");
  }

  @ParameterizedTest
  @CsvSource({"flagConfigEtag=99", "flagConfigEtag=x", "flagConfigLastModified=soon"})
  void whatNeverComesIsNotWaitedForLong(String told) {
    assertThat(server.post(ALL + "?" + told, U1).statusCode()).isEqualTo(200);
  }

  private Client client(String key) {
    var options =
        OfrepProviderOptions.builder()
            .baseUrl("http://127.0.0.1:" + server.http().port())
            .headers(ImmutableMap.of("Authorization", ImmutableList.of("Bearer " + key)))
            .build();
    var api = OpenFeatureAPI.getInstance();
    api.setProviderAndWait(OfrepProvider.constructProvider(options));
    return api.getClient();
  }
}
