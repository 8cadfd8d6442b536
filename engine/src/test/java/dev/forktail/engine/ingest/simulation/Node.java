package dev.forktail.engine.ingest.simulation;

import dev.forktail.engine.event.EventStore;
import dev.forktail.engine.event.Events;
import dev.forktail.engine.ingest.DiskBudget;
import dev.forktail.engine.ingest.JournalBuffer;
import dev.forktail.engine.ingest.JournalBuffer.JournalFolder;
import dev.forktail.engine.ingest.LaneStep;
import dev.forktail.engine.ingest.LaneWriter;
import dev.forktail.engine.ingest.WriterConfig;
import dev.forktail.journal.Disk;
import dev.forktail.journal.Journal;
import dev.forktail.journal.JournalConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/// One process: a journal buffer with two lanes and their writers, stepped by hand.
final class Node {
  static final Path FOLDER = Path.of("/journal");
  private static final int LANES = 2;
  private static final JournalConfig SMALL = new JournalConfig(2 << 10, 8 << 10, 128 << 10, 0);
  private static final WriterConfig WRITER =
      new WriterConfig(7, Duration.ZERO, Duration.ofMillis(1), 5);

  private final JournalBuffer buffer;
  private final List<Journal> journals = new ArrayList<>();
  private final List<LaneWriter> writers = new ArrayList<>();

  /// Starts on what an earlier process left on `disk`.
  Node(Disk disk, EventStore store, SplittableRandom random) throws IOException {
    var ids = random.split();
    this.buffer =
        JournalBuffer.open(
            new JournalFolder(disk, FOLDER, SMALL),
            LANES,
            journal -> {
              journals.add(journal);
              return journal::close;
            },
            new DiskBudget(),
            () -> new UUID(ids.nextLong(), ids.nextLong()),
            InstantSource.fixed(Events.NOON));
    var lanes = buffer.lanes();
    for (int lane = 0; lane < LANES; lane++) {
      writers.add(new LaneWriter(lane, lanes.get(lane), store, WRITER));
    }
  }

  JournalBuffer buffer() {
    return buffer;
  }

  /// One group commit, as the journal's threads would do.
  void flush(int journal) {
    journals.get(journal % LANES).flush();
  }

  void prepare(int journal) {
    journals.get(journal % LANES).prepare();
  }

  LaneStep step(int lane) {
    try {
      return writers.get(lane % LANES).step();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Closes intake and steps until every lane has ended; false when that takes more than
  /// `stepsMax`.
  boolean drain(int stepsMax) {
    buffer.stopIntake();
    int steps = 0;
    for (int lane = 0; lane < LANES; lane++) {
      while (!(step(lane) instanceof LaneStep.Ended)) {
        if (++steps > stepsMax) {
          return false;
        }
      }
    }
    return true;
  }
}
