package dev.forktail.engine.ingest;

import dev.forktail.engine.event.EventStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread for each lane of a buffer, which steps its [LaneWriter] until it ends or is stopped.
public final class LaneWriters implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LaneWriters.class);

  private final List<LaneWriter> writers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopping = lock.newCondition();
  private volatile boolean stopped;

  /// Writers for all lanes of `buffer`.
  public LaneWriters(EventBuffer buffer, EventStore store, WriterConfig config) {
    var lanes = buffer.lanes();
    for (int lane = 0; lane < lanes.size(); lane++) {
      var writer = new LaneWriter(lane, lanes.get(lane), store, config);
      writers.add(writer);
    }
  }

  /// Starts the threads; `stored` hears of each batch, on the lane's thread.
  public void start(Consumer<EventStore.Stored> stored) {
    for (var writer : writers) {
      threads.add(
          Thread.ofPlatform().name("lane-" + writer.lane()).start(() -> run(writer, stored)));
    }
  }

  /// What keeps a lane from storing; empty while all work.
  public Optional<String> fault() {
    return writers.stream().flatMap(writer -> writer.fault().stream()).findFirst();
  }

  /// Records that were damaged in the journals drained so far, and so could not be stored.
  public long damagedRecords() {
    return writers.stream().mapToLong(LaneWriter::damagedRecords).sum();
  }

  /// Waits until every lane has ended by itself, as lanes do once their buffer takes no more and is
  /// empty; false when `patience` was not enough.
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    var share = patience.dividedBy(Math.max(1, threads.size()));
    for (var thread : threads) {
      if (!thread.join(share)) {
        return false;
      }
    }
    return true;
  }

  /// Stops after the batch that is being stored.
  @Override
  public void close() {
    lock.lock();
    try {
      stopped = true;
      stopping.signalAll();
    } finally {
      lock.unlock();
    }
    for (var thread : threads) {
      if (!joined(thread)) {
        return;
      }
    }
  }

  private static boolean joined(Thread thread) {
    try {
      thread.join();
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run(LaneWriter writer, Consumer<EventStore.Stored> stored) {
    try {
      while (!stopped && go(writer, stored)) {}
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("Lane stops because of a defect: lane={}", writer.lane(), e);
      writer.stopWith("Lane " + writer.lane() + " stopped because of a defect: " + e);
    }
  }

  private boolean go(LaneWriter writer, Consumer<EventStore.Stored> stored)
      throws InterruptedException {
    return switch (writer.step()) {
      case LaneStep.Progress(var batch) -> {
        stored.accept(batch);
        yield true;
      }
      case LaneStep.Idle() -> true;
      case LaneStep.Wait(var pause, _) -> {
        pause(pause);
        yield true;
      }
      case LaneStep.Ended(_) -> false;
    };
  }

  private void pause(Duration pause) throws InterruptedException {
    lock.lock();
    try {
      long nanos = pause.toNanos();
      while (!stopped && nanos > 0) {
        nanos = stopping.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }
}
