package dev.forktail.app;

import dev.forktail.engine.ingest.DiskBudget;
import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.engine.ingest.LaneWriters;
import dev.forktail.engine.live.LiveMeters;
import dev.forktail.engine.live.MeteredBuffer;
import dev.forktail.engine.live.MeteredStore;
import dev.forktail.journal.LocalDisk;
import dev.forktail.postgres.event.PostgresEventStore;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of an event through the process: the buffer, the writers that empty it, and what they
/// count.
///
/// @param opening what comes before the writers
record Pipeline(
    Opening opening,
    EventBuffer buffer,
    LaneWriters writers,
    LiveMeters meters,
    DiskBudget budget) {
  private static final Logger log = LoggerFactory.getLogger(Pipeline.class);
  private static final Duration DRAIN_MAX = Duration.ofSeconds(20);

  /// Opens the buffer, with what earlier starts left in it.
  static Pipeline open(
      ServerConfig config,
      DataFolder folder,
      Storage storage,
      Opening opening,
      DiskBudget budget,
      Seams seams,
      Shutdown shutdown) {
    var meters = LiveMeters.of(System::nanoTime);
    var disk = seams.disk().apply(new LocalDisk());
    var buffer = seams.buffer().apply(Buffers.open(config, folder, disk, budget));
    var metered = new MeteredBuffer(buffer, meters);
    var store =
        shutdown.add("event store", new PostgresEventStore(storage.database(), config.node()));
    var pipeline =
        new Pipeline(
            opening,
            metered,
            new LaneWriters(
                metered, new MeteredStore(seams.store().apply(store), meters), config.writer()),
            meters,
            budget);
    shutdown.add("pipeline", pipeline::drain);
    return pipeline;
  }

  /// Lets the writers go; `news` hears of each batch.
  void start(Runnable news) {
    writers.start(_ -> news.run());
  }

  /// What keeps events from being stored; empty while nothing does.
  Optional<String> fault() {
    return opening.fault().or(writers::fault);
  }

  /// Ends intake, then lets the lanes store what is left, as long as that takes no longer than the
  /// patience.
  private void drain() throws InterruptedException {
    buffer.stopIntake();
    if (!opening.isDone() || !writers.awaitEnd(DRAIN_MAX)) {
      log.warn(
          "Stopping before everything is stored; it is stored after the next start: depth={}",
          buffer.state().depth());
    }
    writers.close();
    buffer.close();
  }
}
