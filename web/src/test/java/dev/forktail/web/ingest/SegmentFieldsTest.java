package dev.forktail.web.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentFieldsTest {
  private final Formats formats = new Formats();

  @Test
  void idsMayBeNumbers() {
    var event =
        formats.event(
            formats.track,
            "{\"event\":\"a\",\"userId\":42,\"anonymousId\":1.5,\"messageId\":7,\"context\":{\"sessionId\":1700000000}}");

    assertThat(event.userId()).isEqualTo("42");
    assertThat(event.anonymousId()).isEqualTo("1.5");
    assertThat(event.messageId()).isEqualTo("7");
    assertThat(event.sessionId()).isEqualTo("1700000000");
  }

  @Test
  void aPlaceholderIsDroppedWhereThereIsAnotherId() {
    var event =
        formats.event(
            formats.track, "{\"event\":\"a\",\"userId\":\"undefined\",\"anonymousId\":\"x\"}");

    assertThat(event.userId()).isNull();
    assertThat(event.anonymousId()).isEqualTo("x");
  }

  @Test
  void timesAreCorrectedByTheSendTime() {
    var event =
        formats.event(
            formats.track,
            """
            {"event":"a","userId":"u","timestamp":"2026-11-23T11:00:00Z","sentAt":"2026-11-23T12:00:00Z"}\
            """);

    assertThat(event.occurred()).isEqualTo(Instant.parse("2026-11-22T11:00:00Z"));
    assertThat(event.occurredClamped()).isFalse();
    assertThat(event.received()).isEqualTo(Formats.RECEIVED);
  }

  @Test
  void theOriginalTimestampCountsMoreThanTheTimestamp() {
    var event =
        formats.event(
            formats.track,
            "{\"event\":\"a\",\"userId\":\"u\",\"timestamp\":\"2026-11-22T01:00:00Z\",\"originalTimestamp\":1795345200000}");

    assertThat(event.occurred()).isEqualTo(Instant.parse("2026-11-22T11:00:00Z"));
  }

  @Test
  void typesWithoutANameAreNamedByTheirType() {
    assertThat(name(EventType.PAGE, "{\"name\":\"Home\",\"userId\":\"u\"}")).isEqualTo("Home");
    assertThat(name(EventType.PAGE, "{\"userId\":\"u\"}")).isEqualTo("page");
    assertThat(name(EventType.SCREEN, "{\"name\":\"\",\"userId\":\"u\"}")).isEqualTo("screen");
    assertThat(name(EventType.IDENTIFY, "{\"name\":\"x\",\"userId\":\"u\"}")).isEqualTo("identify");
  }

  @Test
  void theEnvelopesTimesHoldForEventsWithoutTheirOwn() {
    var events =
        batch(
            """
            {"batch":[{"type":"track","event":"a","userId":"u","timestamp":"2026-11-22T13:00:00Z"},
                      {"type":"track","event":"b","userId":"u"},
                      {"type":"track","event":"c","userId":"u","timestamp":"2026-11-22T11:00:00Z",
                       "sentAt":"2026-11-22T12:00:00Z"}],
             "timestamp":"2026-11-22T13:30:00Z","sentAt":"2026-11-22T14:00:00Z"}\
            """);

    assertThat(events)
        .extracting(Event::occurred)
        .containsExactly(
            Instant.parse("2026-11-22T11:00:00Z"),
            Instant.parse("2026-11-22T11:30:00Z"),
            Instant.parse("2026-11-22T11:00:00Z"));
  }

  @Test
  void aBatchsContextGoesIntoEveryEventAndTheEventsOwnFieldsWin() {
    var events =
        batch(
            """
            {"context":{"library":{"name":"java","tags":[1,{"a":2}]},"ip":"1.1.1.0"},
             "batch":[{"type":"track","event":"a","userId":"u"},
                      {"type":"track","context":{"ip":"2.2.2.0"},"event":"b","userId":"u","integrations":{"All":false}},
                      {"type":"track","context":{},"event":"c","userId":"u"},
                      {"type":"track","context":null,"event":"d","userId":"u"},
                      {"type":"track","context":"odd","event":"e","userId":"u"}],
             "integrations":{"All":true,"X":false}}\
            """);

    String library = "\"library\":{\"name\":\"java\",\"tags\":[1,{\"a\":2}]}";
    String whole = "{" + library + ",\"ip\":\"1.1.1.0\"}";
    assertThat(events.stream().map(event -> event.payload().text()))
        .containsExactly(
            "{\"type\":\"track\",\"event\":\"a\",\"userId\":\"u\",\"context\":"
                + whole
                + ",\"integrations\":{\"All\":true,\"X\":false}}",
            "{\"type\":\"track\",\"context\":{"
                + library
                + ",\"ip\":\"2.2.2.0\"},\"event\":\"b\",\"userId\":\"u\",\"integrations\":{\"X\":false,\"All\":false}}",
            "{\"type\":\"track\",\"context\":"
                + whole
                + ",\"event\":\"c\",\"userId\":\"u\",\"integrations\":{\"All\":true,\"X\":false}}",
            "{\"type\":\"track\",\"context\":"
                + whole
                + ",\"event\":\"d\",\"userId\":\"u\",\"integrations\":{\"All\":true,\"X\":false}}",
            "{\"type\":\"track\",\"context\":\"odd\",\"event\":\"e\",\"userId\":\"u\",\"integrations\":{\"All\":true,\"X\":false}}");
  }

  @Test
  void anEventThatGrowsTooLargeByTheContextIsRefused() {
    String text = "v".repeat(20_000);
    var reading =
        (Reading.Events)
            formats.read(
                formats.batch,
                "{\"context\":{\"a\":\""
                    + text
                    + "\"},\"batch\":[{\"type\":\"track\",\"event\":\"e\",\"userId\":\"u\",\"x\":\""
                    + text
                    + "\"}]}");

    assertThat(reading.accepted()).isZero();
    assertThat(reading.refused().getFirst().field()).isEqualTo("batch[0].context");
  }

  @Test
  void aPayloadIsTheBytesAsTheyWereSent() {
    String item =
        "{ \"type\":\"track\",\"event\":\"a\" , \"userId\":\"u\",\n\"x\":\"Gr\\u00fc\u00dfe\" }";

    var events = batch("{\"batch\": [ " + item + " ,\n" + item + "] }");

    assertThat(events)
        .allSatisfy(e -> assertThat(e.payload().bytes()).isEqualTo(item.getBytes(UTF_8)));
  }

  @Test
  void anEmptyBatchIsFine() {
    assertThat(batch("{\"batch\":[]}")).isEmpty();
  }

  private String name(EventType type, String body) {
    return formats.event(formats.single(type), body).name();
  }

  private List<Event> batch(String body) {
    return ((Reading.Events) formats.read(formats.batch, body))
        .arrivals().stream().map(Event.class::cast).toList();
  }
}
