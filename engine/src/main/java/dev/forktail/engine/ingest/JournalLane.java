package dev.forktail.engine.ingest;

import dev.forktail.journal.Append;
import dev.forktail.journal.Journal;
import dev.forktail.journal.RecoveredJournal;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One lane of a [JournalBuffer]: the journal that is written, and those of earlier starts before
/// it.
final class JournalLane {
  private final Journal journal;
  private final JournalBacklog written;
  private final Closeable commits;
  private final List<JournalBacklog> backlogs = new ArrayList<>();

  /// A lane that drains `left`, then what is appended to `journal`, which `commits` flushes and
  /// closes.
  JournalLane(
      List<RecoveredJournal> left,
      Journal journal,
      Closeable commits,
      JournalBacklog.IoAction deleter,
      InstantSource clock) {
    this.journal = journal;
    this.commits = commits;
    for (var old : left) {
      backlogs.add(JournalBacklog.ofRecovered(old, clock));
    }
    this.written = JournalBacklog.ofWritten(journal, deleter, clock);
    backlogs.add(written);
  }

  List<Backlog> backlogs() {
    return List.copyOf(backlogs);
  }

  Append append(List<byte[]> records, Acknowledgement acknowledgement) {
    return journal.append(
        records,
        new dev.forktail.journal.Acknowledgement() {
          @Override
          public void durable() {
            acknowledgement.acknowledged();
          }

          @Override
          public void failed(IOException cause) {
            acknowledgement.failed("The journal could not be written: " + cause.getMessage());
          }
        });
  }

  long depth() {
    return backlogs.stream().mapToLong(JournalBacklog::depth).sum();
  }

  Duration oldestAge() {
    return backlogs.stream()
        .map(JournalBacklog::oldestAge)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  long bytesOnDisk() {
    return journal.health().bytesOnDisk();
  }

  Optional<String> fault() {
    var health = journal.health();
    return health.healthy() ? Optional.empty() : Optional.ofNullable(health.lastFailure());
  }

  /// Flushes what is pending, acknowledges it and closes the journal.
  void close() {
    try {
      commits.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close journal " + journal.id(), e);
    } finally {
      written.end();
    }
  }
}
