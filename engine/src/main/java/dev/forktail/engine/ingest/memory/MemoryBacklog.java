package dev.forktail.engine.ingest.memory;

import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.event.EventBatch;
import dev.forktail.engine.ingest.Backlog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One lane of a [MemoryBuffer]: what was appended and not released, in order.
final class MemoryBacklog implements Backlog {
  private final UUID journal;
  private final int arrivalsMax;
  private final InstantSource clock;

  // All below is guarded by `lock`.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<EventBatch.Entry> entries = new ArrayDeque<>();
  private long after;
  private long bytes;
  private boolean ended;

  MemoryBacklog(UUID journal, int arrivalsMax, InstantSource clock) {
    this.journal = journal;
    this.arrivalsMax = arrivalsMax;
    this.clock = clock;
  }

  @Override
  public UUID journal() {
    return journal;
  }

  /// Takes all of `arrivals`, or none when there is no room for all.
  boolean append(List<? extends Arrival> arrivals) {
    lock.lock();
    try {
      if (ended || entries.size() + arrivals.size() > arrivalsMax) {
        return false;
      }
      for (var arrival : arrivals) {
        entries.add(new EventBatch.Entry(after, arrival));
        after++;
        bytes += arrival.content().size();
      }
      arrived.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public EventBatch next(long position, int eventsMax, Duration linger)
      throws InterruptedException {
    lock.lock();
    try {
      long nanos = linger.toNanos();
      while (nanos > 0 && !ended && after - position < eventsMax) {
        nanos = arrived.awaitNanos(nanos);
      }
      var batch = new ArrayList<EventBatch.Entry>();
      for (var entry : entries) {
        if (batch.size() == eventsMax) {
          break;
        }
        if (entry.sequence() >= position) {
          batch.add(entry);
        }
      }
      long end = batch.isEmpty() ? position : batch.getLast().sequence() + 1;
      return new EventBatch(journal, position, end, batch, 0);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void release(long position) {
    lock.lock();
    try {
      while (!entries.isEmpty() && entries.getFirst().sequence() < position) {
        bytes -= entries.removeFirst().arrival().content().size();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean drained(long position) {
    lock.lock();
    try {
      return ended && position >= after;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void delete() {
    release(Long.MAX_VALUE);
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean full() {
    return depth() >= arrivalsMax;
  }

  long depth() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  Duration oldestAge() {
    lock.lock();
    try {
      return entries.isEmpty()
          ? Duration.ZERO
          : Duration.between(entries.getFirst().arrival().received(), clock.instant());
    } finally {
      lock.unlock();
    }
  }
}
