package dev.forktail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.journal.Append.Accepted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GroupCommitTest {
  private static final JournalConfig CONFIG = new JournalConfig(4096, 64 << 10, 1 << 20, 0);
  private static final Duration INTERVAL = Duration.ofMillis(1);

  @TempDir Path folder;

  private final Disk disk = new LocalDisk();

  @Test
  void everyAppendOfManyThreadsIsAcknowledgedAndReadOnce() throws Exception {
    var journal = create();
    var commit = start(journal);
    int threads = 4;
    int each = 500;
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor();
        var reader = journal.reader(0)) {
      var appending = new ArrayList<Future<Void>>();
      for (int i = 0; i < threads; i++) {
        appending.add(tasks.submit(() -> appendOneByOne(journal, each)));
      }
      var sequences = new ArrayList<Long>();
      while (sequences.size() < threads * each && reader.await(1, Duration.ofSeconds(30))) {
        reader.read(100, 1 << 20).records().forEach(record -> sequences.add(record.sequence()));
        journal.release(reader.position());
      }
      for (var task : appending) {
        task.get();
      }
      assertThat(sequences).hasSize(threads * each).doesNotHaveDuplicates().isSorted();
    }
    commit.close();
  }

  @Test
  void closingAcknowledgesWhatIsPending() throws Exception {
    var journal = create();
    var commit = start(journal);
    var waiting = new Waiting();
    journal.append(List.of(new byte[10]), waiting);

    commit.close();

    assertThat(waiting.isDone()).isTrue();
    assertThat(journal.append(List.of(new byte[10]), new Waiting()))
        .isInstanceOf(Append.Failed.class);
  }

  @Test
  void theSecondGroupWaitsForTheEndOfTheInterval() throws Exception {
    var interval = Duration.ofMillis(200);
    var journal = create();
    var commit = new GroupCommit(journal, interval, Thread::new, System::nanoTime);
    long started = System.nanoTime();
    commit.start();

    appendAndWait(journal);
    appendAndWait(journal);

    assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(interval.toNanos());
    commit.close();
  }

  @Test
  void aGroupThatIsWorthItDoesNotWaitForTheEndOfTheInterval() throws Exception {
    var journal = create();
    var commit = new GroupCommit(journal, Duration.ofDays(1), Thread::new, System::nanoTime);
    commit.start();
    appendAndWait(journal);

    var lone = new Waiting();
    journal.append(List.of(new byte[200]), lone);
    assertThat(lone.isDone()).isFalse();
    var last = new Waiting();
    journal.append(List.of(new byte[CONFIG.groupBytes() / 2]), last);

    lone.get(30, TimeUnit.SECONDS);
    last.get(30, TimeUnit.SECONDS);
    commit.close();
  }

  @Test
  void aReaderThatWaitsIsLetGoWhenTheJournalCloses() throws Exception {
    var journal = create();
    var commit = start(journal);
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor();
        var reader = journal.reader(0)) {
      var waiting = tasks.submit(() -> reader.await(1, Duration.ofMinutes(1)));

      commit.close();

      assertThat(waiting.get()).isFalse();
    }
  }

  private Journal create() throws IOException {
    return Journal.create(disk, folder, new JournalId(new UUID(3, 4)), CONFIG);
  }

  private static GroupCommit start(Journal journal) {
    var commit = new GroupCommit(journal, INTERVAL, Thread::new, System::nanoTime);
    commit.start();
    return commit;
  }

  private static Void appendOneByOne(Journal journal, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      appendAndWait(journal);
    }
    return null;
  }

  private static void appendAndWait(Journal journal) throws Exception {
    var waiting = new Waiting();
    while (!(journal.append(List.of(new byte[200]), waiting) instanceof Accepted)) {
      LockSupport.parkNanos(100_000);
    }
    waiting.get(30, TimeUnit.SECONDS);
  }

  private static final class Waiting extends CompletableFuture<Void> implements Acknowledgement {
    @Override
    public void durable() {
      complete(null);
    }

    @Override
    public void failed(IOException cause) {
      completeExceptionally(cause);
    }
  }
}
