package dev.forktail.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.ingest.JournalBuffer.JournalFolder;
import dev.forktail.journal.GroupCommit;
import dev.forktail.journal.Journal;
import dev.forktail.journal.JournalConfig;
import dev.forktail.journal.LocalDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalBufferTest extends EventBufferContract {
  private static final JournalConfig SMALL = new JournalConfig(256 << 10, 1 << 20, 4 << 20, 0);

  @TempDir Path folder;

  @Override
  protected EventBuffer open() throws IOException {
    return JournalBuffer.open(
        new JournalFolder(new LocalDisk(), folder, SMALL),
        1,
        JournalBufferTest::started,
        new DiskBudget(),
        UUID::randomUUID,
        InstantSource.system());
  }

  @Override
  protected int eventsMax() {
    return 100_000;
  }

  @Test
  void whatAnEarlierStartLeftIsDrainedFirst() throws Exception {
    acknowledged(events(0, 5));
    buffer.close();

    buffer = open();

    var backlogs = buffer.lanes().getFirst();
    assertThat(backlogs).hasSize(2);
    var old = backlogs.getFirst();
    var batch = old.next(0, 10, Duration.ofSeconds(1));
    assertThat(batch.entries()).hasSize(5);
    assertThat(old.drained(batch.after())).isFalse();
    var rest = old.next(batch.after(), 10, Duration.ofSeconds(1));
    assertThat(rest.entries()).isEmpty();
    assertThat(old.drained(rest.after())).isTrue();
  }

  @Test
  void theDepthCountsWhatEarlierStartsLeft() throws Exception {
    acknowledged(events(0, 5));
    buffer.close();
    buffer = open();
    acknowledged(events(5, 7));
    assertThat(buffer.state().depth()).isEqualTo(7);

    var old = buffer.lanes().getFirst().getFirst();
    var batch = old.next(0, 3, Duration.ofSeconds(1));
    old.release(batch.after());
    assertThat(buffer.state().depth()).isEqualTo(4);

    var rest = old.next(batch.after(), 10, Duration.ofSeconds(1));
    old.release(rest.after());
    assertThat(old.next(rest.after(), 10, Duration.ofSeconds(1)).entries()).isEmpty();
    assertThat(buffer.state().depth()).isEqualTo(2);
  }

  @Test
  void aDrainedJournalLeavesNothingBehind() throws Exception {
    acknowledged(events(0, 5));
    var backlog = backlog();
    long after = backlog.next(0, 10, Duration.ofSeconds(1)).after();

    buffer.stopIntake();
    backlog.release(after);
    backlog.delete();

    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private static Closeable started(Journal journal) {
    var commits =
        new GroupCommit(
            journal, Duration.ofMillis(1), Thread.ofPlatform().factory(), System::nanoTime);
    commits.start();
    return commits::close;
  }
}
