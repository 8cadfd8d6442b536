package dev.forktail.engine.event.memory;

import dev.forktail.engine.event.Claim;
import dev.forktail.engine.event.DeadLetter;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.event.EventStore;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// An event store that keeps everything in memory, knows every message id for ever, and never
/// fails. For trying out and for simulations.
///
/// - **Threads.** Safe for concurrent use.
public final class InMemoryEventStore implements EventStore {

  private record MessageKey(ProjectId project, String messageId) {}

  /// Where a journal stands and whose it is.
  private record LedgerRow(Claim claim, long position, long damaged) {
    LedgerRow movedBy(EventBatch batch) {
      return new LedgerRow(claim, batch.after(), damaged + batch.damaged());
    }
  }

  private final Object lock = new Object();
  private final Map<UUID, LedgerRow> ledger = new HashMap<>();
  private final Set<MessageKey> known = new HashSet<>();
  private final List<Event> events = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private long duplicates;
  private long damagedInForgotten;

  @Override
  public Claim claim(UUID journal, int laneIndex) {
    synchronized (lock) {
      var before = ledger.get(journal);
      long epoch = before == null ? 1 : before.claim().epoch() + 1;
      long position = before == null ? 0 : before.position();
      long damaged = before == null ? 0 : before.damaged();
      var claim = new Claim(journal, (short) (laneIndex + 1), epoch, position);
      ledger.put(journal, new LedgerRow(claim, position, damaged));
      return claim;
    }
  }

  @Override
  public Stored store(Claim claim, EventBatch batch) {
    if (!claim.journal().equals(batch.journal())) {
      throw new IllegalArgumentException(
          "The claim is for " + claim.journal() + ", the batch from " + batch.journal());
    }
    synchronized (lock) {
      var row = rowOf(claim);
      if (row.position() != batch.first()) {
        throw new StoreException.OutOfStep(
            "Cannot store batch: the ledger stands elsewhere (first=" + batch.first() + ")",
            row.position());
      }
      ledger.put(claim.journal(), row.movedBy(batch));
      return add(batch);
    }
  }

  private Stored add(EventBatch batch) {
    int eventsBefore = events.size();
    int lettersBefore = deadLetters.size();
    int repeated = 0;
    for (var entry : batch.entries()) {
      switch (entry.arrival()) {
        case DeadLetter letter -> deadLetters.add(letter);
        case Event event -> {
          if (known.add(new MessageKey(event.project(), event.messageId()))) {
            events.add(event);
          } else {
            repeated++;
          }
        }
      }
    }
    duplicates += repeated;
    return new Stored(events.size() - eventsBefore, repeated, deadLetters.size() - lettersBefore);
  }

  @Override
  public long position(Claim claim) {
    synchronized (lock) {
      return rowOf(claim).position();
    }
  }

  @Override
  public void forget(Claim claim) {
    synchronized (lock) {
      var row = ledger.get(claim.journal());
      if (row != null && row.claim().epoch() == claim.epoch()) {
        damagedInForgotten += row.damaged();
        ledger.remove(claim.journal());
      }
    }
  }

  private LedgerRow rowOf(Claim claim) {
    var row = ledger.get(claim.journal());
    if (row == null) {
      throw new StoreException.Fenced("The journal was forgotten: journal=" + claim.journal());
    }
    if (row.claim().epoch() != claim.epoch()) {
      throw new StoreException.Fenced(
          "The journal was claimed by somebody else: journal=" + claim.journal());
    }
    return row;
  }

  /// What is stored, in the order in which it was.
  public List<Event> events() {
    synchronized (lock) {
      return List.copyOf(events);
    }
  }

  public List<DeadLetter> deadLetters() {
    synchronized (lock) {
      return List.copyOf(deadLetters);
    }
  }

  /// How many events were not stored because they were already.
  public long duplicates() {
    synchronized (lock) {
      return duplicates;
    }
  }

  /// How many arrivals could not be read back from their journals.
  public long damaged() {
    synchronized (lock) {
      return damagedInForgotten + ledger.values().stream().mapToLong(LedgerRow::damaged).sum();
    }
  }
}
