package dev.forktail.engine.ingest.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.engine.ingest.EventBufferContract;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class MemoryBufferTest extends EventBufferContract {

  @Override
  protected EventBuffer open() {
    return new MemoryBuffer(1, 1_050, InstantSource.system(), UUID::randomUUID);
  }

  @Override
  protected int eventsMax() {
    return 2_000;
  }

  @Test
  void aKillLosesAtMostWhatItHasRoomFor() {
    assertThat(buffer.killLossMax()).isEqualTo(1_050);
  }
}
