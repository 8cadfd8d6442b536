package dev.forktail.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageIdsTest {
  private final MessageIds ids = new MessageIds(new SplittableRandom(3));

  @Test
  void anIdIsAUuidOfVersion7ThatHoldsTheTime() {
    var received = Instant.parse("2026-11-22T12:00:00.123Z");

    var id = UUID.fromString(ids.next(received));

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(received.toEpochMilli());
  }

  @Test
  void idsOfTheSameMillisecondDiffer() {
    var received = Instant.parse("2026-11-22T12:00:00Z");

    assertThat(IntStream.range(0, 10_000).mapToObj(_ -> ids.next(received)))
        .doesNotHaveDuplicates();
  }
}
