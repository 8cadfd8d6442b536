package dev.forktail.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class ArrivalCodecTest {

  @Test
  void anEventComesOutAsItWentIn() {
    var event =
        new Event(
            new ProjectId(7),
            "shöp",
            EventType.IDENTIFY,
            "m-1",
            "Größe 🐟",
            null,
            "anon",
            "s",
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            true,
            Instant.parse("2026-11-22T12:00:00.123456Z"),
            Payload.ofText("{\"a\":\"\\u0000\"}"));

    assertThat(ArrivalCodec.decode(ByteBuffer.wrap(ArrivalCodec.encode(event)))).isEqualTo(event);
  }

  @Test
  void anEventComesOutWithItsContext() {
    var context =
        new VisitorContext.Draft()
            .put(ContextField.BROWSER, "Größe 🐟")
            .put(ContextField.BROWSER_VERSION, -1)
            .put(ContextField.BOT, true)
            .put(ContextField.LIBRARY_VERSION, "")
            .done();
    var event = Events.event("m-1").in(context);

    assertThat(ArrivalCodec.decode(ByteBuffer.wrap(ArrivalCodec.encode(event)))).isEqualTo(event);
  }

  @Test
  void aRecordFromBeforeThereWasAContextIsReadAsOneWithout() {
    var record =
        HexFormat.of()
            .parseHex(
                "0100000007000644372f5fb24000000004736f6d6501000006443728b98a8000000003"
                    + "6d2d3100000001650000000175ffffffffffffffff7b7d");

    assertThat(ArrivalCodec.decode(ByteBuffer.wrap(record)))
        .isEqualTo(
            new Event(
                new ProjectId(7),
                "some",
                EventType.ofCode(1),
                "m-1",
                "e",
                "u",
                null,
                null,
                Instant.ofEpochSecond(0, 1_000L * 0x0006443728b98a80L),
                false,
                Instant.ofEpochSecond(0, 1_000L * 0x000644372f5fb240L),
                Payload.ofText("{}")));
  }

  @Test
  void aDeadLetterComesOutAsItWentIn() {
    var letter = Events.deadLetter("{oops");

    assertThat(ArrivalCodec.decode(ByteBuffer.wrap(ArrivalCodec.encode(letter)))).isEqualTo(letter);
  }

  @Test
  void everyShortenedRecordIsRefused() {
    byte[] whole = ArrivalCodec.encode(Events.event("m-1"));
    int head = whole.length - Events.event("m-1").payload().size();
    refuseShortened(whole, head);
    var context = new VisitorContext.Draft().put(ContextField.OS, "Linux").done();
    byte[] inContext = ArrivalCodec.encode(Events.event("m-1").in(context));
    refuseShortened(inContext, inContext.length - (whole.length - head));
  }

  private static void refuseShortened(byte[] whole, int head) {
    for (int length = 0; length < head; length++) {
      var shortened = ByteBuffer.wrap(whole, 0, length);
      assertThatThrownBy(() -> ArrivalCodec.decode(shortened))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
