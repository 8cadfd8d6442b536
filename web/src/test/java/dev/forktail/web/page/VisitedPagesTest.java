package dev.forktail.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Event;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VisitedPagesTest {
  private static final String PATH = "/pages/summer";
  private static final String PLAIN =
      "{\"slug\":\"summer\",\"content\":{\"html\":\"<h1>ü</h1>\"},\"publish\":true%s}";
  private static final String TESTED =
      "{\"slug\":\"summer\",\"experiment\":\"sale\",\"content\":{\"html\":\"A\"},"
          + "\"variants\":{\"treatment\":{\"html\":\"B\"}},\"publish\":true}";

  private PublishingServer server = new PublishingServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aPageWithoutAnExperimentIsTheSameForEverybody() {
    server.post("/api/pages", PLAIN.formatted(""));

    var answer = server.visit(PATH, Map.of());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("<h1>ü</h1>");
    assertThat(header(answer, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, no-cache");
    assertThat(header(answer, "Vary")).isEmpty();
    assertThat(header(answer, "Set-Cookie")).isEmpty();
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Content-Security-Policy")).contains("frame-ancestors 'self'");
  }

  @Test
  void aPageMayBeKeptForAsLongAsItSays() {
    server.post("/api/pages", PLAIN.formatted(",\"maxAge\":60"));

    assertThat(header(server.visit(PATH, Map.of()), "Cache-Control"))
        .isEqualTo("public, max-age=60");
  }

  @Test
  void whoHasThePageAlreadyIsNotSentItAgain() {
    server.post("/api/pages", PLAIN.formatted(""));
    var etag = header(server.visit(PATH, Map.of()), "ETag");

    for (var known : new String[] {etag, "W/" + etag, "\"x\", " + etag, "*"}) {
      var again = server.visit(PATH, Map.of("If-None-Match", known));
      assertThat(again.statusCode()).as(known).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(header(again, "ETag")).isEqualTo(etag);
    }
    server.put(
        "/api/pages/summer",
        "{\"slug\":\"summer\",\"content\":{\"json\":{\"a\":1}},\"publish\":true}",
        "\"1\"");
    var changed = server.visit(PATH, Map.of("If-None-Match", etag));
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.body()).isEqualTo("{\"a\":1}");
    assertThat(header(changed, "Content-Type")).startsWith("application/json");
  }

  @Test
  void eachVisitorKeepsItsArmAndIsCountedAsHavingSeenIt() {
    server.addExperiment("sale");
    server.post("/api/pages", TESTED);
    var seen = new HashSet<String>();
    for (int visitor = 0; visitor < 20; visitor++) {
      var first = server.visit(PATH, Map.of());
      var cookie = cookie(first);
      for (int visit = 0; visit < 3; visit++) {
        var again = server.visit(PATH, cookie);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(header(again, "ETag")).isEqualTo(header(first, "ETag"));
        assertThat(header(again, "Set-Cookie")).isEmpty();
      }
      seen.add(first.body());
    }
    assertThat(seen).containsExactlyInAnyOrder("A", "B");
    var exposures = server.deciding().exposures();
    assertThat(exposures).hasSize(80);
    assertThat(exposures.stream().map(Event::messageId).distinct()).hasSize(20);
    assertThat(exposures.stream().map(Event::source).distinct()).containsExactly("pages");
  }

  @Test
  void whatDependsOnTheVisitorIsKeptByTheirBrowserOnly() {
    server.addExperiment("sale");
    server.post("/api/pages", TESTED);
    var first = server.visit(PATH, Map.of());

    assertThat(header(first, "Cache-Control")).isEqualTo("private, no-cache");
    assertThat(header(first, "Vary")).isEqualTo("Cookie");
    var again =
        server.visit(PATH, Map.of("Cookie", cookie(first), "If-None-Match", header(first, "ETag")));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(header(again, "Vary")).isEqualTo("Cookie");
    assertThat(server.deciding().exposures()).hasSize(2);
  }

  @Test
  void whoOnlyPrefetchesHasNotSeenIt() {
    server.addExperiment("sale");
    server.post("/api/pages", TESTED);

    server.visit(PATH, Map.of("Sec-Purpose", "prefetch;prerender"));
    var http = server.deciding().http();
    http.send(http.request(PATH, null).method("HEAD", BodyPublishers.noBody()));

    assertThat(server.deciding().exposures()).isEmpty();
  }

  @Test
  void beforeTheConsentThatIsRequiredEverybodySeesTheContentAndNothingIsSet() {
    server.close();
    server = new PublishingServer(true);
    server.addExperiment("sale");
    server.post("/api/pages", TESTED);

    for (int visit = 0; visit < 10; visit++) {
      var answer = server.visit(PATH, Map.of());
      assertThat(answer.body()).isEqualTo("A");
      assertThat(header(answer, "Set-Cookie")).isEmpty();
    }
    assertThat(server.deciding().exposures()).isEmpty();
    assertThat(header(server.visit(PATH + "?consent=granted", Map.of()), "Set-Cookie"))
        .isNotEmpty();
  }

  @Test
  void aVisitorIsSentElsewhereWithTheQueryString() {
    server.post(
        "/api/pages",
        "{\"slug\":\"summer\",\"content\":{\"redirect\":\"/new#a\"},\"publish\":true}");

    var http = server.deciding().http();
    var answer = http.send(http.request(PATH + "?utm_source=x&a=%20", null).GET());

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(header(answer, "Location")).isEqualTo("/new?utm_source=x&a=%20#a");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/pages/none", "/pages/a/b", "/pages/%2e%2e", "/pages/a%20b", "/pages/%ff"})
  void whatIsNotThereIsNotFound(String path) {
    var answer = server.visit(path, Map.of());

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(header(answer, "Content-Type")).startsWith("text/html");
  }

  @Test
  void whoIsSentInACircleIsShownTheContentInstead() {
    server.post(
        "/api/pages",
        "{\"slug\":\"autumn\",\"content\":{\"redirect\":\"/pages/summer\"},\"publish\":true}");
    server.addExperiment("sale");
    server.post(
        "/api/pages",
        "{\"slug\":\"summer\",\"experiment\":\"sale\",\"content\":{\"html\":\"A\"},\"variants\":{"
            + "\"control\":{\"redirect\":\"/pages/autumn\"},"
            + "\"treatment\":{\"redirect\":\"/pages/autumn\"}},\"publish\":true}");
    var browser = new HashMap<String, String>();
    int hops = 0;
    var answer = visit(PATH, browser);
    while (answer.statusCode() == 302 && hops < 20) {
      hops++;
      answer = visit(header(answer, "Location"), browser);
    }
    assertThat(hops).isBetween(5, 12);
    assertThat(answer.statusCode()).isIn(200, 508);

    server.advance(Duration.ofSeconds(10));
    assertThat(visit(PATH, browser).statusCode()).isEqualTo(302);
  }

  /// What a browser is sent that keeps its cookies.
  private HttpResponse<String> visit(String path, Map<String, String> browser) {
    var cookies =
        browser.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    var answer = server.visit(path, cookies.isEmpty() ? Map.of() : Map.of("Cookie", cookies));
    if (!header(answer, "Set-Cookie").isEmpty()) {
      var parts = cookie(answer).split("=", 2);
      browser.put(parts[0], parts[1]);
    }
    return answer;
  }

  @Test
  void aSignedLinkShowsAnArmOfAnyVersionAndNobodyIsCounted() {
    server.addExperiment("sale");
    server.post("/api/pages", TESTED);
    server.put(
        "/api/pages/summer", TESTED.replace("\"B\"", "\"C\"").replace("true}", "false}"), "\"1\"");

    assertThat(previewed("{\"variant\":\"treatment\"}").body()).isEqualTo("B");
    assertThat(previewed("{\"variant\":\"control\"}").body()).isEqualTo("A");
    assertThat(previewed("{\"variant\":\"treatment\",\"version\":2}").body()).isEqualTo("C");
    var answer = previewed("{}");
    assertThat(answer.body()).isEqualTo("A");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "Set-Cookie")).isEmpty();
    assertThat(server.deciding().exposures()).isEmpty();
    assertThat(server.post("/api/pages/summer/preview", "{\"variant\":\"x\"}").statusCode())
        .isEqualTo(400);
    assertThat(server.post("/api/pages/summer/preview", "{\"version\":9}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void aLinkThatWasChangedOrIsOverShowsNothing() {
    server.addExperiment("sale");
    server.post("/api/pages", TESTED);
    var link = link("{\"variant\":\"treatment\",\"seconds\":60}");
    assertThat(server.visit(link, Map.of()).statusCode()).isEqualTo(200);

    for (int at = PATH.length() + "?preview=".length(); at < link.length(); at++) {
      char other = link.charAt(at) == 'A' ? 'B' : 'A';
      var changed = link.substring(0, at) + other + link.substring(at + 1);
      assertThat(server.visit(changed, Map.of()).statusCode()).as(changed).isEqualTo(403);
    }
    assertThat(server.visit(link.replace("summer", "winter"), Map.of()).statusCode())
        .isEqualTo(403);
    server.advance(Duration.ofSeconds(60));
    assertThat(server.visit(link, Map.of()).statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> previewed(String wish) {
    return server.visit(link(wish), Map.of());
  }

  private String link(String wish) {
    var answer = server.post("/api/pages/summer/preview", wish);
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
    return answer.body().replaceAll(".*\"url\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void aDraftAndAWithdrawnPageAreNotFound() {
    server.post("/api/pages", PLAIN.replace("true", "false").formatted(""));
    assertThat(server.visit(PATH, Map.of()).statusCode()).isEqualTo(404);

    server.post("/api/pages/summer/publish", "");
    assertThat(server.visit(PATH, Map.of()).statusCode()).isEqualTo(200);

    server.delete("/api/pages/summer");
    assertThat(server.visit(PATH, Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void withoutTheNewsThePageIsServedAndCalledStale() {
    server.post("/api/pages", PLAIN.formatted(""));
    server.loseNews();

    var answer = server.visit(PATH, Map.of());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Warning")).startsWith("110 ");
    assertThat(server.visit("/pages/none", Map.of()).statusCode()).isEqualTo(503);
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String cookie(HttpResponse<String> answer) {
    var header = header(answer, "Set-Cookie");
    return header.substring(0, header.indexOf(';'));
  }
}
