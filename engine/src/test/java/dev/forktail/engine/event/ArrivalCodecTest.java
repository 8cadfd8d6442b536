package dev.forktail.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
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
  void aDeadLetterComesOutAsItWentIn() {
    var letter = Events.deadLetter("{oops");

    assertThat(ArrivalCodec.decode(ByteBuffer.wrap(ArrivalCodec.encode(letter)))).isEqualTo(letter);
  }

  @Test
  void everyShortenedRecordIsRefused() {
    byte[] whole = ArrivalCodec.encode(Events.event("m-1"));
    int head = whole.length - Events.event("m-1").payload().size();

    for (int length = 0; length < head; length++) {
      var shortened = ByteBuffer.wrap(whole, 0, length);
      assertThatThrownBy(() -> ArrivalCodec.decode(shortened))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
