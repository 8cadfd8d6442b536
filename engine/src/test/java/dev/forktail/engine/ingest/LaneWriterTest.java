package dev.forktail.engine.ingest;

import static dev.forktail.engine.event.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.DeadLetter;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.EventStore;
import dev.forktail.engine.event.RefusalReason;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.event.memory.InMemoryEventStore;
import dev.forktail.engine.ingest.memory.MemoryBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LaneWriterTest {
  private static final WriterConfig CONFIG =
      new WriterConfig(100, Duration.ZERO, Duration.ofSeconds(1), 5);

  private final InMemoryEventStore content = new InMemoryEventStore();
  private final MemoryBuffer buffer =
      new MemoryBuffer(1, 10_000, InstantSource.system(), UUID::randomUUID);

  @Test
  void storesWhatArrivesAndReleasesIt() throws InterruptedException {
    offer(ids(0, 10));

    assertThat(writer(content).step()).isInstanceOf(LaneStep.Progress.class);

    assertThat(stored()).isEqualTo(ids(0, 10));
    assertThat(buffer.state().depth()).isZero();
  }

  @Test
  void rule1AnAnswerLostAtCommitIsSettledByTheLedger() throws InterruptedException {
    var store = new Scripted();
    store.loseNextAnswer = true;
    var writer = writer(store);
    offer(ids(0, 10));

    assertThat(writer.step()).isInstanceOf(LaneStep.Wait.class);
    offer(ids(10, 12));
    drain(writer);

    assertThat(stored()).isEqualTo(ids(0, 12));
    assertThat(content.duplicates()).isZero();
  }

  @Test
  void aStoreThatIsAwayIsTriedAgainEverLessOften() throws InterruptedException {
    var store = new Scripted();
    store.away = true;
    var writer = writer(store);
    offer(ids(0, 1));

    var first = (LaneStep.Wait) writer.step();
    var second = (LaneStep.Wait) writer.step();

    assertThat(second.pause()).isGreaterThan(first.pause());
    assertThat(writer.fault()).isPresent();
    assertThat(buffer.state().depth()).isEqualTo(1);
    store.away = false;
    drain(writer);
    assertThat(writer.fault()).isEmpty();
    assertThat(stored()).isEqualTo(ids(0, 1));
  }

  @Test
  void rule9OnlyTheEventThatIsAtFaultBecomesADeadLetter() throws InterruptedException {
    var store = new Scripted();
    store.refused = id -> id.equals("m-37");
    offer(ids(0, 100));

    drain(writer(store));

    assertThat(stored()).hasSize(99).doesNotContain("m-37");
    assertThat(content.deadLetters())
        .singleElement()
        .extracting(DeadLetter::reason)
        .isEqualTo(RefusalReason.STORE_REFUSED);
  }

  @Test
  void rule9MoreThanAHandfulRefusedInARowStopsTheLane() throws InterruptedException {
    var store = new Scripted();
    store.refused = _ -> true;
    var writer = writer(store);
    offer(ids(0, 100));

    drain(writer);

    assertThat(content.deadLetters()).hasSize(5);
    assertThat(writer.fault()).isPresent();
    assertThat(buffer.state().depth()).isEqualTo(95);
    store.refused = _ -> false;
    drain(writer);
    assertThat(stored()).hasSize(95);
  }

  @Test
  void rule1AnOwnerWhoseJournalWasClaimedStoresNothingMore() throws InterruptedException {
    var writer = writer(content);
    offer(ids(0, 1));
    drain(writer);
    content.claim(buffer.lanes().getFirst().getFirst().journal(), 0);
    offer(ids(1, 2));

    assertThat(writer.step()).isInstanceOf(LaneStep.Ended.class);

    assertThat(stored()).isEqualTo(ids(0, 1));
    assertThat(writer.fault()).isPresent();
  }

  private LaneWriter writer(EventStore store) {
    return new LaneWriter(0, buffer.lanes().getFirst(), store, CONFIG);
  }

  /// Steps until the lane is idle or waits.
  private static void drain(LaneWriter writer) throws InterruptedException {
    int idle = 0;
    for (int i = 0; i < 10_000 && idle < 300; i++) {
      idle = writer.step() instanceof LaneStep.Progress ? 0 : idle + 1;
    }
  }

  private void offer(List<String> ids) {
    var events = ids.stream().map(id -> event(id)).toList();
    buffer.offer(
        events,
        new Acknowledgement() {
          @Override
          public void acknowledged() {}

          @Override
          public void failed(String reason) {
            throw new AssertionError(reason);
          }
        });
  }

  private List<String> stored() {
    return content.events().stream().map(Event::messageId).toList();
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "m-" + i).toList();
  }

  /// The in-memory store, failing as a test wants it.
  private final class Scripted implements EventStore {
    private boolean away;
    private boolean loseNextAnswer;
    private Predicate<String> refused = _ -> false;

    @Override
    public Claim claim(UUID journal, int laneIndex) {
      return content.claim(journal, laneIndex);
    }

    @Override
    public Stored store(Claim claim, EventBatch batch) {
      if (away) {
        throw new StoreException.Unavailable("away", new IllegalStateException());
      }
      if (batch.entries().stream().anyMatch(this::isRefused)) {
        throw new StoreException.Refused("no", new IllegalStateException());
      }
      var stored = content.store(claim, batch);
      if (loseNextAnswer) {
        loseNextAnswer = false;
        throw new StoreException.OutcomeUnknown("lost", new IllegalStateException());
      }
      return stored;
    }

    private boolean isRefused(EventBatch.Entry entry) {
      return entry.arrival() instanceof Event event && refused.test(event.messageId());
    }

    @Override
    public long position(Claim claim) {
      return content.position(claim);
    }

    @Override
    public void forget(Claim claim) {
      content.forget(claim);
    }
  }
}
