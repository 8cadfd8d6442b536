package dev.forktail.web.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VisitorPageTest {
  private static final String PATH = "/v1/assign?writeKey=write";
  private static final String HALVES =
      "\"variants\":[{\"key\":\"a\",\"weight\":1},{\"key\":\"b\",\"weight\":1}]";

  private DecidingServer server = new DecidingServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aVisitorIsKnownByACookieAndKeepsAnArmThatChanceHasDealt() {
    server.add(experiment("dice", "\"strategy\":\"random\",\"unit\":\"anonymousId\""));
    var arms = new HashSet<String>();
    for (int visitor = 0; visitor < 20; visitor++) {
      var first = get(PATH, null);
      var cookie = cookie(first);
      var arm = variant(first);
      for (int visit = 0; visit < 3; visit++) {
        var again = get(PATH, cookie);
        assertThat(variant(again)).isEqualTo(arm);
        assertThat(again.body()).contains("\"reason\":\"remembered\"");
        assertThat(again.headers().firstValue("Set-Cookie")).isEmpty();
      }
      arms.add(arm);
    }
    assertThat(arms).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aPersonKeepsTheArmFromBeforeTheLogin() {
    server.add(experiment("login", "\"unit\":\"person\""));
    for (int visitor = 0; visitor < 20; visitor++) {
      var before = get(PATH, null);

      var after = get(PATH + "&userId=u" + visitor, cookie(before));

      assertThat(variant(after)).isEqualTo(variant(before));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "0", "undefined", "%20NaN%20"})
  void aPlaceholderIsNobodysId(String id) {
    server.add(experiment("user", "\"unit\":\"userId\""));

    assertThat(get(PATH + "&userId=" + id, null).body()).contains("\"reason\":\"missing_unit\"");
  }

  @Test
  void whoDeniesIsServedControlWhereAnArmWouldHaveToBeRemembered() {
    server.add(experiment("login", "\"unit\":\"person\""));

    assertThat(get(PATH + "&consent=denied&expose=true&userId=u1", null).body())
        .contains("\"variant\":\"a\",\"reason\":\"no_memory\"")
        .endsWith("\"exposed\":0}");
  }

  @Test
  void theCookieIsForItsSiteOnlyAndNotForScripts() {
    var http = server.http();
    var plain = get(PATH, null);
    var secure = http.send(http.request(PATH, null).header("X-Forwarded-Proto", "https").GET());

    assertThat(plain.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("forktail=")
        .endsWith("; Path=/; SameSite=Lax; Max-Age=31536000; HttpOnly");
    assertThat(secure.headers().firstValue("Set-Cookie").orElseThrow())
        .endsWith("; HttpOnly; Secure");
    assertThat(plain.headers().firstValue("Cache-Control")).contains("private, no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s; %s", "%s; forktail=x", "x%s", "%sA", "forktail=", "forktail", ";;="})
  void aCookieThatIsNotAsWeWroteItIsReplacedByANewOne(String template) {
    server.add(experiment("dice", "\"strategy\":\"random\",\"unit\":\"anonymousId\""));
    var ours = cookie(get(PATH, null));

    var answer = get(PATH, template.replace("%s", ours));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(cookie(answer)).isNotEqualTo(ours);
    assertThat(get(PATH, cookie(answer)).body()).contains("\"reason\":\"remembered\"");
  }

  @Test
  void nothingIsSetBeforeTheConsentThatIsRequired() {
    server.close();
    server = new DecidingServer(true);
    server.add(experiment("dice", "\"strategy\":\"random\",\"unit\":\"anonymousId\""));

    var before = get(PATH + "&expose=true", null);
    assertThat(before.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(before.body()).contains("\"reason\":\"missing_unit\"").endsWith("\"exposed\":0}");

    var granted = get(PATH + "&consent=granted&expose=true", null);
    assertThat(granted.body()).startsWith("{\"anonymousId\":\"").endsWith("\"exposed\":1}");
    assertThat(get(PATH, cookie(granted)).body()).contains("\"reason\":\"remembered\"");

    var denied = get(PATH + "&consent=denied", cookie(granted));
    assertThat(denied.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("forktail=; ")
        .contains("Max-Age=0");
  }

  @Test
  void exposuresAreOfTheVisitor() {
    server.add(experiment("hash", "\"unit\":\"anonymousId\""));

    get(PATH + "&expose=true&userId=u1", null);

    var event = server.exposures().getFirst();
    assertThat(event.userId()).isEqualTo("u1");
    assertThat(event.anonymousId()).isNotEmpty();
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThat(get("/v1/assign", null).statusCode()).isEqualTo(401);
    assertThat(get(PATH + "&experiments=,", null).statusCode()).isEqualTo(400);
    assertThat(get(PATH + "&userId=" + "u".repeat(300), null).statusCode()).isEqualTo(400);
  }

  private static String experiment(String key, String more) {
    return "{\"key\":\"%s\",\"state\":\"running\",%s,%s}".formatted(key, more, HALVES);
  }

  private HttpResponse<String> get(String path, @Nullable String cookie) {
    var http = server.http();
    var request = http.request(path, null).GET();
    return http.send(cookie == null ? request : request.header("Cookie", cookie));
  }

  private static String cookie(HttpResponse<String> answer) {
    var header = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return header.substring(0, header.indexOf(';'));
  }

  private static String variant(HttpResponse<String> answer) {
    return answer.body().replaceAll(".*\"variant\":\"(\\w)\".*", "$1");
  }
}
