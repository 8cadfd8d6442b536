package dev.forktail.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageRoutesTest {
  private static final String PAGE = "{\"slug\":\"summer\",\"content\":{\"html\":\"A\"}}";
  private static final String TIMES =
      "\"created\":\"2026-11-23T12:00:00Z\",\"changed\":\"2026-11-23T12:00:00Z\"}";

  private final PublishingServer server = new PublishingServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aPageIsADraftUntilItIsPublished() {
    var created = server.post("/api/pages", PAGE);

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("ETag")).contains("\"1\"");
    assertThat(created.body())
        .isEqualTo(PAGE.replace("}}", "},\"state\":\"draft\",\"version\":1,") + TIMES);
    assertThat(server.get("/api/pages/summer").body()).isEqualTo(created.body());
    assertThat(server.post("/api/pages", PAGE).statusCode()).isEqualTo(409);

    var published = server.post("/api/pages/summer/publish", "{\"note\":\"go\"}");
    assertThat(published.body()).contains("\"state\":\"published\",\"version\":2,\"published\":2");
    assertThat(server.get("/api/pages").body())
        .isEqualTo(
            "{\"pages\":[{\"slug\":\"summer\",\"state\":\"published\",\"version\":2,"
                + "\"published\":2,\"changed\":\"2026-11-23T12:00:00Z\"}]}");
    assertThat(server.get("/api/pages/summer/history").body())
        .contains("\"version\":2,\"at\":\"2026-11-23T12:00:00Z\",\"who\":\"admin\"")
        .contains("\"what\":\"publish\",\"note\":\"go\"")
        .contains("\"what\":\"create\"");
  }

  @Test
  void whoReplacesSaysWhichVersionTheyHaveSeen() {
    var stored = server.post("/api/pages", PAGE).body();
    var changed = stored.replace("\"A\"", "\"B\"");

    var http = server.deciding().http();
    var blind =
        http.request("/api/pages/summer", "admin")
            .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(changed));
    assertThat(http.send(blind).statusCode()).isEqualTo(428);
    assertThat(server.put("/api/pages/summer", changed, "\"7\"").statusCode()).isEqualTo(412);
    assertThat(server.put("/api/pages/other", changed, "\"1\"").statusCode()).isEqualTo(400);
    assertThat(server.put("/api/pages/summer", changed, "\"1\"").statusCode()).isEqualTo(200);
    var late = server.put("/api/pages/summer", changed, "\"1\"");
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.headers().firstValue("ETag")).contains("\"2\"");
  }

  @Test
  void aFormerVersionIsShownAndPublishedAgain() {
    server.post("/api/pages", PAGE);
    server.put("/api/pages/summer", PAGE.replace("\"A\"", "\"B\""), "\"1\"");
    assertThat(server.get("/api/pages/summer/versions/1").body()).isEqualTo(PAGE);
    assertThat(server.get("/api/pages/summer/versions/9").statusCode()).isEqualTo(404);

    server.post("/api/pages/summer/publish", "{\"version\":1}");

    assertThat(server.get("/pages/summer").body()).isEqualTo("A");
    assertThat(server.post("/api/pages/summer/publish", "{\"version\":9}").statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] |",
        "{\"slug\":\"a\"} | content",
        "{\"slug\":\"a\",\"content\":{\"html\":\"\"},\"publish\":1} | publish",
        "{\"slug\":\"a\",\"content\":{\"html\":\"\"},\"experiment\":\"none\"} | experiment",
        "{\"slug\":\"a\",\"content\":{\"html\":\"\"},\"experiment\":\"users\"} | experiment",
        "{\"slug\":\"a\",\"content\":{\"html\":\"\"},\"experiment\":\"sale\",\"variants\":{\"b\":{\"html\":\"\"}}}"
            + " | variants.b",
        "{\"slug\":\"a\",\"content\":{\"redirect\":\"/pages/a?x\"}} | content.redirect",
        "{\"slug\":\"a\",\"content\":{\"redirect\":\"https://evil.example/\"}} | content.redirect",
      })
  void whatIsWrongIsNamedByItsField(String body, String field) {
    server.addExperiment("sale");
    server
        .deciding()
        .add(
            "{\"key\":\"users\",\"variants\":[{\"key\":\"a\",\"weight\":1},{\"key\":\"b\",\"weight\":1}]}");

    var answer = server.post("/api/pages", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"code\":\"invalid_page\"");
    if (field != null) {
      assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
    }
  }

  @Test
  void aPageLeadsToOtherSitesThatTheProjectAllows() {
    var page = "{\"slug\":\"a\",\"content\":{\"redirect\":\"https://WWW.example.com/x\"}}";
    assertThat(server.post("/api/pages", page).statusCode()).isEqualTo(400);

    var hosts = "{\"hosts\":[\"www.Example.com\",\"b.example\"]}";
    assertThat(server.put("/api/redirect-hosts", hosts, "").body())
        .isEqualTo("{\"hosts\":[\"b.example\",\"www.example.com\"]}");

    assertThat(server.post("/api/pages", page).statusCode()).isEqualTo(201);
    for (var other : new String[] {"evil.example", "www.example.com.evil.example"}) {
      var astray = page.replace("WWW.example.com", other).replace("\"a\"", "\"b\"");
      assertThat(server.post("/api/pages", astray).statusCode()).isEqualTo(400);
    }
    for (var wrong : new String[] {"[\"a b\"]", "[1]", "\"a\"", "[\"https://a\"]"}) {
      var answer = server.put("/api/redirect-hosts", "{\"hosts\":" + wrong + "}", "");
      assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void whatIsNotThereIsNotFound() {
    for (var path : new String[] {"/none", "/none/history", "/a%20b", "/none/versions/1"}) {
      assertThat(server.get("/api/pages" + path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(server.post("/api/pages/none/publish", "").statusCode()).isEqualTo(404);
    assertThat(server.post("/api/pages/none/burn", "").statusCode()).isEqualTo(404);
    assertThat(server.delete("/api/pages/none").statusCode()).isEqualTo(404);
  }

  @Test
  void onlyAdminsAreAnswered() {
    var http = server.deciding().http();
    for (var key : new String[] {"read", "write"}) {
      assertThat(http.send(http.request("/api/pages", key).GET()).statusCode()).isEqualTo(403);
    }
  }
}
