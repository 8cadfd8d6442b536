package dev.forktail.engine.ingest;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.DeadLetter;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.EventStore;
import dev.forktail.engine.event.RefusalReason;
import dev.forktail.engine.event.StoreException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Drains the journals of one lane into the store, one batch at a time, each exactly once.
///
/// - **Contract.** A journal is released up to where its ledger stands and never further. A batch
///   whose outcome is unknown is settled by reading the ledger before anything else is stored.
/// - **Failure.** Every failure of the store is an answer of [#step]; what waits stays where it is.
/// - **Threads.** One thread steps; [#fault] and [#lane] may be asked from any.
public final class LaneWriter {
  private static final Logger log = LoggerFactory.getLogger(LaneWriter.class);
  private static final Duration RETRY_FIRST = Duration.ofMillis(50);
  private static final Duration STOPPED_PAUSE = Duration.ofSeconds(5);

  private final int lane;
  private final ArrayDeque<Backlog> journals;
  private final EventStore store;
  private final WriterConfig config;

  private @Nullable Claim claim;
  private long position;
  private boolean unsure;
  private int refusedInRow;
  private Duration retry = RETRY_FIRST;
  private final ArrayDeque<EventBatch> pending = new ArrayDeque<>();
  private volatile @Nullable String fault;
  private final LongAdder damagedRecords = new LongAdder();

  /// A writer for lane number `lane` of this node that drains `journals` in this order.
  public LaneWriter(int lane, List<Backlog> journals, EventStore store, WriterConfig config) {
    this.lane = lane;
    this.journals = new ArrayDeque<>(journals);
    this.store = store;
    this.config = config;
  }

  public int lane() {
    return lane;
  }

  /// What keeps this lane from storing, in a sentence; empty while it works.
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  /// Records that were damaged in the journals drained so far, and so could not be stored.
  public long damagedRecords() {
    return damagedRecords.sum();
  }

  /// The lane does not go on until a person has looked at `reason`.
  void stopWith(String reason) {
    fault = reason;
  }

  /// Stores the next batch, waiting for one for up to the linger time.
  public LaneStep step() throws InterruptedException {
    Backlog backlog = journals.peek();
    if (backlog == null) {
      return new LaneStep.Ended("Every journal of the lane is drained");
    }
    try {
      LaneStep step = step(backlog);
      if (!(step instanceof LaneStep.Wait)) {
        retry = RETRY_FIRST;
        fault = null;
      }
      return step;
    } catch (StoreException.Unavailable e) {
      return waitFor("The store is unavailable: " + e.reason());
    } catch (StoreException.OutcomeUnknown e) {
      unsure = true;
      return waitFor("A batch may have been stored: " + e.reason());
    } catch (UncheckedIOException e) {
      return waitFor(e.toString());
    } catch (StoreException.Fenced e) {
      return leave(backlog, e.reason());
    }
  }

  /// Somebody else has claimed this journal, and stores what is in it.
  private LaneStep leave(Backlog backlog, String reason) {
    log.error(
        "Lane leaves a journal to another process: lane={} journal={} reason={}",
        lane,
        backlog.journal(),
        reason);
    journals.remove();
    pending.clear();
    claim = null;
    unsure = false;
    if (journals.isEmpty()) {
      fault = reason;
      return new LaneStep.Ended(reason);
    }
    return new LaneStep.Idle();
  }

  private LaneStep step(Backlog backlog) throws InterruptedException {
    Claim mine = claim == null ? claim(backlog) : claim;
    if (unsure) {
      settleAt(backlog, store.position(mine));
      unsure = false;
    }
    EventBatch batch = pending.peek();
    if (batch == null) {
      batch = backlog.next(position, config.batchEventsMax(), config.linger());
      if (batch.after() == batch.first()) {
        return idle(backlog, mine);
      }
      pending.add(batch);
    }
    return store(backlog, mine, batch);
  }

  private Claim claim(Backlog backlog) {
    Claim taken = store.claim(backlog.journal(), lane);
    claim = taken;
    position = taken.position();
    pending.clear();
    backlog.release(position);
    return taken;
  }

  private LaneStep idle(Backlog backlog, Claim mine) {
    if (backlog.drained(position)) {
      backlog.delete();
      store.forget(mine);
      journals.remove();
      claim = null;
    }
    return new LaneStep.Idle();
  }

  private LaneStep store(Backlog backlog, Claim mine, EventBatch batch) {
    try {
      var stored = store.store(mine, batch);
      pending.remove();
      damagedRecords.add(batch.damaged());
      advance(backlog, batch.after());
      if (stored.events() + stored.duplicates() > 0) {
        refusedInRow = 0;
      }
      return new LaneStep.Progress(stored);
    } catch (StoreException.OutOfStep e) {
      settleAt(backlog, e.position());
      return new LaneStep.Idle();
    } catch (StoreException.Refused e) {
      return split(batch, e);
    }
  }

  private void advance(Backlog backlog, long stored) {
    position = stored;
    backlog.release(position);
  }

  /// The ledger stands at `stored`: what lies before it is stored, the rest is to be stored from
  /// there.
  private void settleAt(Backlog backlog, long stored) {
    if (stored < position) {
      throw new IllegalStateException(
          "The ledger went back, so events may be missing: journal="
              + backlog.journal()
              + " ledger="
              + stored
              + " released="
              + position);
    }
    while (!pending.isEmpty() && pending.element().after() <= stored) {
      pending.remove();
    }
    if (!pending.isEmpty()) {
      pending.push(pending.remove().from(stored));
    }
    advance(backlog, stored);
  }

  private LaneStep split(EventBatch batch, StoreException.Refused refusal) {
    if (batch.entries().size() > 1) {
      pending.remove();
      batch.splitAt(batch.entries().size() / 2).reversed().forEach(pending::push);
      return new LaneStep.Idle();
    }
    if (refusedInRow >= config.refusedInRowMax() || batch.entries().isEmpty()) {
      fault = "The store refuses one event after the other: " + refusal.reason();
      log.error("Lane waits until a person has looked: lane={} {}", lane, fault);
      refusedInRow = config.refusedInRowMax();
      return new LaneStep.Wait(STOPPED_PAUSE, refusal.reason());
    }
    refusedInRow++;
    pending.remove();
    pending.push(condemned(batch, refusal));
    return new LaneStep.Idle();
  }

  private static EventBatch condemned(EventBatch batch, StoreException.Refused refusal) {
    var entry = batch.entries().getFirst();
    var arrival = entry.arrival();
    var letter =
        new DeadLetter(
            arrival.project(),
            arrival.source(),
            arrival.received(),
            RefusalReason.STORE_REFUSED,
            null,
            "The store would not take this event: " + refusal.reason(),
            arrival.content());
    return new EventBatch(
        batch.journal(),
        batch.first(),
        batch.after(),
        List.of(new EventBatch.Entry(entry.sequence(), letter)),
        batch.damaged());
  }

  private LaneStep waitFor(String reason) {
    if (fault == null) {
      log.warn("Lane waits: lane={} reason={}", lane, reason);
    }
    fault = reason;
    var pause = retry;
    retry = min(retry.multipliedBy(2), config.retryMax());
    return new LaneStep.Wait(pause, reason);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
