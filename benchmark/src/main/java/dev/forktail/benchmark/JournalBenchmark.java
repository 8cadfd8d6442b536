package dev.forktail.benchmark;

import dev.forktail.journal.Acknowledgement;
import dev.forktail.journal.Append;
import dev.forktail.journal.Journal;
import dev.forktail.journal.JournalConfig;
import dev.forktail.journal.JournalId;
import dev.forktail.journal.LocalDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Records of 2 KB appended one by one, and one force for each thousand: what the journal costs
/// when the disk is asked rarely. The disk is the folder of the system property `java.io.tmpdir`.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class JournalBenchmark {
  private static final int GROUP = 1_000;

  private final byte[] record = RealEvents.json(0);
  private Path folder = Path.of("");
  private @Nullable Journal journal;

  @Setup(Level.Trial)
  public void open() throws IOException {
    folder = Files.createTempDirectory("journal-benchmark");
    journal =
        Journal.create(
            new LocalDisk(), folder, new JournalId(UUID.randomUUID()), JournalConfig.DEFAULT);
  }

  @Benchmark
  @OperationsPerInvocation(GROUP)
  public long appendAndForce() {
    var open = Objects.requireNonNull(journal);
    long after = 0;
    for (int i = 0; i < GROUP; i++) {
      if (open.append(List.of(record), Silent.INSTANCE)
          instanceof Append.Accepted(_, long afterSequence)) {
        after = afterSequence;
      }
    }
    open.flush();
    open.release(open.durableSequence());
    open.prepare();
    return after;
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Objects.requireNonNull(journal).close();
    for (var left : Journal.recover(new LocalDisk(), folder)) {
      left.delete();
    }
    Files.delete(folder);
  }

  /// Nobody waits for these records.
  private enum Silent implements Acknowledgement {
    INSTANCE;

    @Override
    public void durable() {}

    @Override
    public void failed(IOException cause) {
      throw new IllegalStateException("The journal failed", cause);
    }
  }
}
