package dev.forktail.web.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who asks, as far as the request tells: bots get control and are not counted.
final class VisitorFactsTest {
  private static final String BROWSER = "Mozilla/5.0 (Macintosh) Safari/605";
  private static final String CRAWLER = "Mozilla/5.0 (compatible; somebot/2.1)";
  private static final String ALWAYS_B =
      "\"variants\":[{\"key\":\"a\",\"weight\":0},{\"key\":\"b\",\"weight\":1}]";
  private static final String EVERYBODY = "";
  private static final String ONE_FLAG = "/ofrep/v1/evaluate/flags/colour";

  private final DecidingServer server = new DecidingServer();

  @BeforeEach
  void addExperiment() {
    add("colour", EVERYBODY);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void add(String key, String targeting) {
    server.add(
        "{\"key\":\"%s\",\"state\":\"running\",\"unit\":\"anonymousId\",%s%s}"
            .formatted(key, targeting, ALWAYS_B));
  }

  @ParameterizedTest
  @CsvSource({
    BROWSER + ",b,assigned,1",
    CRAWLER + ",a,bot,0",
    "a bot that is no browser,a,bot,0",
    "some program,b,assigned,1"
  })
  void whoAsksByTheCookieIsWhatItsUserAgentSays(
      String userAgent, String variant, String reason, int exposed) {
    var answer = visit("/v1/assign?writeKey=write&experiments=colour&expose=true", userAgent);

    assertThat(answer)
        .contains("\"variant\":\"%s\",\"reason\":\"%s\"".formatted(variant, reason))
        .endsWith("\"exposed\":%d}".formatted(exposed));
    assertThat(server.exposures()).hasSize(exposed);
  }

  @ParameterizedTest
  @CsvSource({
    "'', a server, assigned",
    "'', " + CRAWLER + ", bot",
    "'', a bot that is a server, assigned",
    "'\"userAgent\":\"somebot/1\"', a server, bot",
    "'\"userAgent\":\"Safari\"', " + CRAWLER + ", assigned",
    "'\"bot\":true', a server, bot",
    "'\"bot\":false,\"userAgent\":\"somebot/1\"', a server, assigned"
  })
  void whoIsAskedAboutIsWhatItsAttributesSayAndElseTheBrowserThatAsks(
      String attributes, String header, String reason) {
    var body =
        "{\"subject\":{\"anonymousId\":\"v1\",\"attributes\":{%s}},\"expose\":true}"
            .formatted(attributes);

    var answer = post("/v1/assign", body, header);

    assertThat(answer).contains("\"reason\":\"" + reason + "\"");
    assertThat(server.exposures()).hasSize(reason.equals("bot") ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', a server, SPLIT",
    "'', " + CRAWLER + ", DEFAULT",
    "',\"userAgent\":\"somebot/1\"', a server, DEFAULT"
  })
  void theSameHoldsForOpenFeature(String context, String header, String reason) {
    var body = "{\"context\":{\"targetingKey\":\"v1\"%s}}".formatted(context);

    assertThat(post(ONE_FLAG, body, header)).contains("\"reason\":\"" + reason + "\"");
    assertThat(server.exposures()).hasSize(reason.equals("SPLIT") ? 1 : 0);
  }

  @Test
  void whatIsFoundOutAreAttributesForConditions() {
    add("safari", target("{\"attribute\":\"browser\",\"in\":[\"Safari\"]}"));
    add("bavaria", target("{\"attribute\":\"region\",\"in\":[\"DE-BY\"]}"));
    add("phones", target("{\"attribute\":\"device\",\"in\":[\"phone\"]}"));

    var answer = visit("/v1/assign?writeKey=write", BROWSER);

    assertThat(answer)
        .contains("\"safari\",\"variant\":\"b\"", "\"bavaria\",\"variant\":\"b\"")
        .contains("\"phones\",\"variant\":\"a\",\"reason\":\"not_targeted\"");
  }

  @Test
  void whatIsKnownOfTheVisitorIsInTheExposureToo() {
    visit("/v1/assign?writeKey=write&expose=true", BROWSER);
    post(
        "/v1/assign",
        "{\"subject\":{\"anonymousId\":\"v1\",\"attributes\":{\"country\":\"FR\",\"os\":7}},\"expose\":true}",
        "a server");

    assertThat(server.exposures())
        .extracting(exposure -> exposure.context().toString())
        .containsExactly(
            "{browser=Safari, browser_version=26, os=Mac OS X, device=desktop, country=DE,"
                + " region=DE-BY}",
            "{country=FR}");
  }

  @Test
  void whatIsGivenComesBeforeWhatIsFoundOut() {
    add("france", target("{\"attribute\":\"country\",\"in\":[\"FR\"]}"));
    var body =
        "{\"subject\":{\"anonymousId\":\"v1\",\"attributes\":{\"country\":\"FR\",\"ip\":\"9.9.9.9\"}},"
            + "\"experiments\":[\"france\"]}";

    assertThat(post("/v1/assign", body, "a server")).contains("\"variant\":\"b\"");
  }

  private static String target(String condition) {
    return "\"targeting\":" + condition + ",";
  }

  private String visit(String path, String userAgent) {
    var http = server.http();
    return http.send(http.request(path, null).header("User-Agent", userAgent).GET()).body();
  }

  private String post(String path, String body, String userAgent) {
    var http = server.http();
    return http.send(
            http.request(path, "write")
                .header("User-Agent", userAgent)
                .POST(BodyPublishers.ofString(body)))
        .body();
  }
}
