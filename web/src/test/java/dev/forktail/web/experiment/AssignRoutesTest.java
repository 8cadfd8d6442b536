package dev.forktail.web.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Event;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AssignRoutesTest {
  private static final String ALWAYS_B =
      "\"variants\":[{\"key\":\"a\",\"weight\":0},{\"key\":\"b\",\"weight\":1}]";

  private final DecidingServer server = new DecidingServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aSubjectGetsItsArmsOfWhatIsNamed() {
    server.add("{\"key\":\"colour\",\"state\":\"running\"," + ALWAYS_B + "}");

    var answer = assign("{\"subject\":{\"userId\":\"u1\"},\"experiments\":[\"colour\",\"none\"]}");

    assertThat(answer)
        .isEqualTo(
            "{\"assignments\":[{\"experiment\":\"colour\",\"variant\":\"b\",\"reason\":\"assigned\","
                + "\"counted\":true}],\"unknown\":[\"none\"],\"exposed\":0}");
    assertThat(server.exposures()).isEmpty();
  }

  @Test
  void allThatIsServedIsNoDraftAndNotArchived() {
    for (var state : new String[] {"draft", "running", "paused", "archived"}) {
      server.add("{\"key\":\"%s\",\"state\":\"%s\",%s}".formatted(state, state, ALWAYS_B));
    }

    assertThat(assign("{\"subject\":{\"userId\":\"u1\"}}"))
        .contains("\"running\"", "\"paused\"")
        .doesNotContain("\"draft\"", "\"archived\"");
  }

  @Test
  void aPlaceholderIsNobodysId() {
    server.add("{\"key\":\"colour\",\"state\":\"running\"," + ALWAYS_B + "}");

    assertThat(assign("{\"subject\":{\"userId\":\"undefined\"},\"expose\":true}"))
        .contains("\"reason\":\"missing_unit\"")
        .endsWith("\"exposed\":0}");
    assertThat(
            server
                .post(
                    "/ofrep/v1/evaluate/flags/colour", "{\"context\":{\"targetingKey\":\"null\"}}")
                .body())
        .contains("\"variant\":\"a\"");
  }

  @Test
  void attributesDecideWhomItIsMeantFor() {
    server.add(
        "{\"key\":\"de\",\"state\":\"running\",\"targeting\":{\"attribute\":\"country\",\"in\":[\"DE\"]},"
            + ALWAYS_B
            + "}");

    assertThat(assign("{\"subject\":{\"userId\":\"u\",\"attributes\":{\"country\":\"DE\"}}}"))
        .contains("\"variant\":\"b\"");
    assertThat(assign("{\"subject\":{\"userId\":\"u\",\"attributes\":{\"country\":\"FR\"}}}"))
        .contains("\"variant\":\"a\",\"reason\":\"not_targeted\",\"counted\":false");
  }

  @Test
  void whatIsSeenBecomesAnEventWhoseIdIsTheSameAllDay() {
    server.add("{\"key\":\"colour\",\"name\":\"A colour\",\"state\":\"running\"," + ALWAYS_B + "}");
    var body = "{\"subject\":{\"userId\":\"u1\",\"anonymousId\":\"v1\"},\"expose\":true}";

    assertThat(assign(body)).contains("\"exposed\":1");
    assertThat(assign(body)).contains("\"exposed\":1");

    var events = server.exposures();
    assertThat(events).hasSize(2);
    assertThat(events.stream().map(Event::messageId).distinct()).hasSize(1);
    var event = events.getFirst();
    assertThat(event.name()).isEqualTo("Experiment Viewed");
    assertThat(event.source()).isEqualTo("site");
    assertThat(event.userId()).isEqualTo("u1");
    assertThat(event.anonymousId()).isEqualTo("v1");
    assertThat(event.payload().text())
        .contains(
            "\"properties\":{\"experiment_id\":\"colour\",\"experiment_name\":\"A colour\","
                + "\"variation_id\":\"b\",\"variation_name\":\"b\"");
  }

  @Test
  void whoTakesNoPartIsNotExposed() {
    server.add("{\"key\":\"colour\",\"state\":\"running\",\"traffic\":0," + ALWAYS_B + "}");

    assertThat(assign("{\"subject\":{\"userId\":\"u1\"},\"expose\":true}"))
        .contains("\"reason\":\"not_in_traffic\"")
        .endsWith("\"exposed\":0}");
    assertThat(server.exposures()).isEmpty();
  }

  @Test
  void aFullBufferCostsTheExposureAndNotTheAnswer() {
    server.add("{\"key\":\"colour\",\"state\":\"running\"," + ALWAYS_B + "}");
    server.fillBuffer();

    assertThat(assign("{\"subject\":{\"userId\":\"u1\"},\"expose\":true}"))
        .contains("\"variant\":\"b\"")
        .endsWith("\"exposed\":0}");
  }

  @Test
  void aStrategyThatNeedsMemoryGivesControlToWhoHasNone() {
    server.add("{\"key\":\"r\",\"state\":\"running\",\"strategy\":\"random\"," + ALWAYS_B + "}");

    assertThat(assign("{\"subject\":{\"userId\":\"u1\"},\"expose\":true}"))
        .contains("\"variant\":\"a\",\"reason\":\"no_memory\",\"counted\":false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | subject",
        "{\"subject\":1} | subject",
        "{\"subject\":{\"userId\":1}} | subject.userId",
        "{\"subject\":{\"userid\":\"1\"}} | subject.userid",
        "{\"subject\":{\"attributes\":{\"a\":{}}}} | subject.attributes.a",
        "{\"subject\":{},\"experiments\":\"a\"} | experiments",
        "{\"subject\":{},\"experiments\":[\"\"]} | experiments[0]",
        "{\"subject\":{},\"expose\":\"yes\"} | expose",
        "{\"subject\":{},\"more\":1} | more",
      })
  void whatIsWrongIsNamedByItsField(String body, String field) {
    var answer = server.post("/v1/assign", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
  }

  @Test
  void whoHasNoKeyIsNotAnswered() {
    var http = server.http();
    for (var key : new String[] {null, "unknown"}) {
      var answer = http.send(http.request("/v1/assign", key).POST(BodyPublishers.ofString("{}")));
      assertThat(answer.statusCode()).isEqualTo(401);
    }
  }

  private String assign(String body) {
    var answer = server.post("/v1/assign", body);
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
    return answer.body();
  }
}
