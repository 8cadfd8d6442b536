package dev.forktail.web.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.RefusalReason;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final String TRACK =
      "{\"messageId\":\"m1\",\"event\":\"Order"
          + " Completed\",\"userId\":\"u1\",\"properties\":{\"total\":12.5}}";

  private IntakeServer server;

  @BeforeEach
  void open() {
    server = IntakeServer.open();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anEventIsAcknowledgedWithItsDurability() {
    var answer = server.post("/v1/track", TRACK);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
    assertThat(answer.headers().firstValue("Forktail-Durability")).contains("fsync");
    Event event = server.buffer.events().getFirst();
    assertThat(event.messageId()).isEqualTo("m1");
    assertThat(event.name()).isEqualTo("Order Completed");
    assertThat(event.source()).isEqualTo("website");
    assertThat(event.payload().text()).isEqualTo(TRACK);
  }

  @Test
  void theTypeComesFromTheRoute() {
    for (var type : EventType.values()) {
      var answer =
          server.post(
              "/v1/" + type.wireName() + "/",
              "{\"event\":\"e\",\"userId\":\"u\",\"groupId\":\"g\",\"previousId\":\"p\",\"type\":\"other\"}");
      assertThat(answer.statusCode()).as(type.wireName()).isEqualTo(200);
    }
    assertThat(server.buffer.events()).extracting(Event::type).containsExactly(EventType.values());
  }

  @Test
  void anAliasIsAboutTheIdThatItNames() {
    server.post(
        "/v1/alias", "{\"userId\":\"u\",\"anonymousId\":\"here\",\"previousId\":\"before\"}");
    server.post("/v1/alias", "{\"userId\":\"u\",\"previousId\":\"null\"}");

    assertThat(server.buffer.events())
        .extracting(Event::anonymousId)
        .containsExactly("before", null);
  }

  @Test
  void anEventWithoutAnIdGetsOneThatGrowsWithTime() {
    server.post("/v1/track", "{\"event\":\"a\",\"userId\":\"u\"}");
    server.post("/v1/track", "{\"event\":\"b\",\"userId\":\"u\"}");

    var ids = server.buffer.events().stream().map(Event::messageId).toList();
    assertThat(ids.get(0))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void aRefusedEventIsAnsweredWithItsFieldAndKeptAsADeadLetter() {
    var answer = server.post("/v1/track", "{\"userId\":\"u\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"code\":\"missing_field\"")
        .contains("\"field\":\"event\"");
    var letter = server.buffer.deadLetters().getFirst();
    assertThat(letter.reason()).isEqualTo(RefusalReason.MISSING_FIELD);
    assertThat(letter.raw().text()).isEqualTo("{\"userId\":\"u\"}");
  }

  @Test
  void aBatchTakesTheGoodEventsAndListsTheBad() {
    var answer =
        server.post(
            "/v1/batch",
            """
            {"batch":[{"type":"track","event":"a","userId":"u"},
                      {"type":"track","userId":"u"},
                      {"type":"page","name":"Home","anonymousId":"x"}]}\
            """);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"success\":true,\"accepted\":2,\"refused\":1")
        .contains("\"index\":1")
        .contains("\"field\":\"batch[1].event\"");
    assertThat(server.buffer.events()).extracting(Event::name).containsExactly("a", "Home");
    assertThat(server.buffer.deadLetters()).hasSize(1);
  }

  @Test
  void aFullBufferIsAnswered503BeforeTheBodyIsRead() {
    server.buffer.press(Duration.ofMillis(2_300));

    var answer = server.post("/v1/track", TRACK);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("3");
    server.buffer.recover();
    assertThat(server.post("/v1/track", TRACK).statusCode()).isEqualTo(200);
  }

  @Test
  void anOfferThatFindsNoRoomIsAnswered503() {
    server.buffer.throttleTimes(1, Duration.ofSeconds(1));

    assertThat(server.post("/v1/track", TRACK).statusCode()).isEqualTo(503);
  }

  @Test
  void anAcknowledgementThatFailsIsAnswered503() {
    server.buffer.fail("The journal's disk failed.");

    var answer = server.post("/v1/track", TRACK);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.body()).contains("The journal's disk failed.");
  }

  @Test
  void anUnknownPathIs404AndAWrongMethod405() {
    assertThat(server.send(server.request("/v1/nothing")).statusCode()).isEqualTo(404);
    var answer = server.send(server.request("/v1/track"));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("OPTIONS, POST");
  }
}
