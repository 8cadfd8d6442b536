package dev.forktail.engine.live;

import static dev.forktail.engine.event.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.EventBatch.Entry;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.memory.InMemoryEventStore;
import dev.forktail.engine.ingest.Acknowledgement;
import dev.forktail.engine.ingest.memory.MemoryBuffer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OwnEventsTest {
  private static final Event OWN =
      new Event(
          ProjectId.OWN,
          "node",
          EventType.TRACK,
          "canary-1",
          "canary 07",
          "canary",
          null,
          null,
          NOON,
          false,
          NOON,
          Payload.ofText("{}"));

  private static final Acknowledgement IGNORED =
      new Acknowledgement() {
        @Override
        public void acknowledged() {}

        @Override
        public void failed(String reason) {}
      };

  private final TestNanos nanos = new TestNanos();
  private final LiveMeters meters = LiveMeters.of(nanos);

  @Test
  void aCanaryDoesNotCountAsReceived() {
    var buffer =
        new MeteredBuffer(new MemoryBuffer(1, 10, nanos.wallClock(NOON), UUID::randomUUID), meters);

    buffer.offer(List.of(OWN), IGNORED);
    buffer.offer(List.of(Events.event("m-1"), Events.event("m-2")), IGNORED);

    assertThat(meters.received().total()).isEqualTo(2);
  }

  @Test
  void aCanaryDoesNotCountAsStored() {
    var store = new MeteredStore(new InMemoryEventStore(), meters);
    var claim = store.claim(UUID.randomUUID(), 0);
    var entries = List.of(new Entry(0, Events.event("m-1")), new Entry(1, OWN));

    store.store(claim, new EventBatch(claim.journal(), 0, 2, entries, 0));

    assertThat(meters.stored().total()).isEqualTo(1);
  }
}
