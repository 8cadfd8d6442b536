package dev.forktail.app;

import dev.forktail.engine.ingest.DiskBudget;
import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.engine.ingest.JournalBuffer;
import dev.forktail.engine.ingest.JournalBuffer.JournalFolder;
import dev.forktail.engine.ingest.memory.MemoryBuffer;
import dev.forktail.journal.Disk;
import dev.forktail.journal.GroupCommit;
import dev.forktail.journal.Journal;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/// Opens the buffer that the settings name.
final class Buffers {
  private Buffers() {}

  static EventBuffer open(ServerConfig config, DataFolder folder, Disk disk, DiskBudget budget) {
    return switch (config.bufferKind()) {
      case JOURNAL -> journal(config, folder, disk, budget);
      case MEMORY ->
          new MemoryBuffer(
              config.lanes(), config.memoryArrivalsMax(), InstantSource.system(), UUID::randomUUID);
    };
  }

  private static EventBuffer journal(
      ServerConfig config, DataFolder folder, Disk disk, DiskBudget budget) {
    try {
      Files.createDirectories(folder.journals());
      return JournalBuffer.open(
          new JournalFolder(disk, folder.journals(), config.journal()),
          config.lanes(),
          journal -> committed(journal, config.groupInterval()),
          budget,
          UUID::randomUUID,
          InstantSource.system());
    } catch (IOException e) {
      throw new DataFolder.StartException(
          "Cannot open the journal in %s: %s. Is the disk full?".formatted(folder.journals(), e),
          e);
    }
  }

  private static Closeable committed(Journal journal, Duration interval) {
    var commits =
        new GroupCommit(
            journal, interval, Thread.ofPlatform().name("journal-", 0).factory(), System::nanoTime);
    commits.start();
    return commits::close;
  }
}
