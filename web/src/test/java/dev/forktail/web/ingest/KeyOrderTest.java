package dev.forktail.web.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Event;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whose event it is, by where the key is shown. `write-key` belongs to the source website,
/// `other-key` to app.
class KeyOrderTest {
  private IntakeServer server;

  @BeforeEach
  void open() {
    server = IntakeServer.open();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "-",
      value = {
        "Basic,                      Basic write-key:,  -,         -,         -,         website",
        "Basic without colon,        Basic write-key,   -,         -,         -,         website",
        "Basic with password,        Basic write-key:x, -,         -,         -,         website",
        "Bearer,                     Bearer write-key,  -,         -,         -,         website",
        "an admin's,                 Bearer admin-key,  -,         -,         -,         admin",
        "body,                       -,                 write-key, -,         -,         website",
        "header,                     -,                 -,         write-key, -,         website",
        "query,                      -,                 -,         -,         write-key, website",
        "Basic before body,          Basic write-key:,  other-key, other-key, other-key, website",
        "body before header,         -,                 write-key, other-key, other-key, website",
        "header before query,        -,                 -,         write-key, other-key, website",
        "unknown Basic then body,    Basic nobody:,     write-key, -,         -,         website",
        "foreign Bearer then body,   Bearer token,      write-key, -,         -,         website",
        "masked body then header,    -,                 k:***,     write-key, -,         website"
      })
  void theFirstValidKeyCounts(
      String what,
      @Nullable String authorization,
      @Nullable String body,
      @Nullable String header,
      @Nullable String query,
      String source) {
    var answer = send(authorization, body, header, query);

    assertThat(answer.statusCode()).as(what).isEqualTo(200);
    assertThat(server.buffer.events()).extracting(Event::source).containsExactly(source);
  }

  @Test
  void withoutAKeyTheAnswerSaysWhereToPutOne() {
    var answer = send(null, null, null, null);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("missing_key").contains("Basic authentication");
    assertThat(server.buffer.deadLetters()).isEmpty();
  }

  @Test
  void anUnknownKeyIs401AndAReadKey403() {
    assertThat(send("Basic nobody:", null, null, null).statusCode()).isEqualTo(401);
    assertThat(send("Basic nobody:", null, null, null).body()).contains("unknown_key");
    assertThat(send("Basic ???", null, null, null).statusCode()).isEqualTo(401);
    assertThat(send("Bearer read-key", null, null, null).statusCode()).isEqualTo(403);
    assertThat(send(null, "read-key", null, null).statusCode()).isEqualTo(403);
  }

  @Test
  void inABatchEveryEventMayShowItsOwnKey() {
    var answer =
        server.send(
            server
                .request("/v1/batch")
                .POST(
                    IntakeServer.text(
                        """
                        {"batch":[{"type":"track","event":"a","userId":"u","writeKey":"write-key"},
                                  {"type":"track","event":"b","userId":"u","writeKey":"other-key"},
                                  {"type":"track","event":"c","userId":"u","writeKey":"nobody"},
                                  {"type":"track","event":"d","userId":"u"}]}\
                        """)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"accepted\":2,\"refused\":2")
        .contains("\"field\":\"batch[2].writeKey\"")
        .contains("\"field\":\"batch[3].writeKey\"");
    assertThat(server.buffer.events()).extracting(Event::source).containsExactly("website", "app");
    assertThat(server.buffer.deadLetters()).isEmpty();
  }

  @Test
  void aBatchOfEventsWithUnknownKeysIs401() {
    var answer =
        server.send(
            server
                .request("/v1/batch")
                .POST(
                    IntakeServer.text(
                        "{\"batch\":[{\"type\":\"page\",\"userId\":\"u\",\"writeKey\":\"x\"}]}")));

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> send(
      @Nullable String authorization,
      @Nullable String body,
      @Nullable String header,
      @Nullable String query) {
    var request = server.request("/v1/track" + (query == null ? "" : "?a=1&writeKey=" + query));
    if (authorization != null) {
      request.header("Authorization", encoded(authorization));
    }
    if (header != null) {
      request.header("X-Write-Key", header);
    }
    String key = body == null ? "" : ",\"writeKey\":\"" + body + "\"";
    return server.send(
        request.POST(IntakeServer.text("{\"event\":\"a\",\"userId\":\"u\"" + key + "}")));
  }

  private static String encoded(String authorization) {
    return authorization.startsWith("Basic ") && !authorization.contains("?")
        ? "Basic " + Base64.getEncoder().encodeToString(authorization.substring(6).getBytes(UTF_8))
        : authorization;
  }
}
