package dev.forktail.postgres.event;

import static dev.forktail.engine.event.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventStore.Stored;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.project.Access;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What intake lets in, the store takes: the longest texts, of the characters that take most bytes
/// and that nothing can compress.
@ExtendWith(DatabaseExtension.class)
final class LimitsIT {
  private static final int FIRST_OF_THREE_BYTES = 0x4E00;
  private static final int CHARACTERS = 20_000;

  private final TestDatabase database;
  private final Random random = new Random(1);

  LimitsIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void theLargestEventThatIntakeLetsInIsStored() {
    try (var store = new PostgresEventStore(database.database(), "node-1")) {
      var claim = store.claim(UUID.randomUUID(), 0);
      var events = List.of(largest(), largest());

      assertThat(store.store(claim, batch(claim, 0, events))).isEqualTo(new Stored(2, 0, 0));
      assertThat(database.number("SELECT max(length(name)) FROM rollup_minute"))
          .isEqualTo(IngestLimits.EVENT_NAME_LENGTH_MAX);
      assertThat(database.number("SELECT max(length(source)) FROM rollup_minute"))
          .isEqualTo(Access.SOURCE_LENGTH_MAX);
    }
  }

  @Test
  void keysOfCountersHaveRoomForMoreThanIntakeLetsIn() {
    assertThat(EventCopy.KEY_TEXT_CHARACTERS_MAX)
        .isGreaterThanOrEqualTo(IngestLimits.EVENT_NAME_LENGTH_MAX)
        .isGreaterThanOrEqualTo(Access.SOURCE_LENGTH_MAX);
  }

  private Event largest() {
    return new Event(
        Events.PROJECT,
        text(Access.SOURCE_LENGTH_MAX),
        EventType.TRACK,
        text(IngestLimits.MESSAGE_ID_LENGTH_MAX),
        text(IngestLimits.EVENT_NAME_LENGTH_MAX),
        text(IngestLimits.ID_LENGTH_MAX),
        text(IngestLimits.ID_LENGTH_MAX),
        text(IngestLimits.ID_LENGTH_MAX),
        Events.NOON,
        false,
        Events.NOON,
        Payload.ofText(text(IngestLimits.standard().eventBytesMax() / 3)));
  }

  private String text(int length) {
    return random
        .ints(length, FIRST_OF_THREE_BYTES, FIRST_OF_THREE_BYTES + CHARACTERS)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
