package dev.forktail.postgres.facts;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.StoreException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PublisherLookTest {

  @Test
  void aServerThatIsNotMadeForItIsToldWhatToSet() {
    assertThatThrownBy(() -> look("replica", 512).requireReadiness())
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("has wal_level=replica")
        .hasMessageContaining("ALTER SYSTEM SET wal_level = logical there and restart it");
    assertThatThrownBy(() -> look("logical", -1).requireReadiness())
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("ALTER SYSTEM SET max_slot_wal_keep_size = '1GB'");
    assertThatCode(() -> look("logical", 512).requireReadiness()).doesNotThrowAnyException();
  }

  private static PublisherLook look(String walLevel, long slotMegabytesMax) {
    return new PublisherLook(
        walLevel, slotMegabytesMax, 0, Optional.empty(), Optional.empty(), List.of(), List.of());
  }
}
