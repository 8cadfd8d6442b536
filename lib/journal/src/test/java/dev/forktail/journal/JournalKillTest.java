package dev.forktail.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process that appends as fast as it can, and reads what it leaves on the real disk.
class JournalKillTest {
  private static final int GROUPS_BEFORE_THE_KILL = 200;

  @TempDir Path folder;

  @RepeatedTest(3)
  @Timeout(60)
  void whatAKilledProcessAcknowledgedIsRecovered() throws IOException, InterruptedException {
    var victim = startVictim();
    long acknowledged = 0;
    try (var lines = victim.inputReader(UTF_8)) {
      for (int i = 0; i < GROUPS_BEFORE_THE_KILL; i++) {
        acknowledged = nextMark(lines);
      }
      victim.destroyForcibly().waitFor();
    }

    var journal = Journal.recover(new LocalDisk(), folder).getFirst();

    long expected = 0;
    try (var reader = journal.reader(0)) {
      for (var batch = next(reader); !batch.isEmpty(); batch = next(reader)) {
        for (var record : batch.records()) {
          assertThat(record.sequence()).isEqualTo(expected);
          assertThat(record.payload()).isEqualTo(Victim.payload(expected));
          expected++;
        }
      }
    }
    assertThat(acknowledged).isPositive();
    assertThat(expected).isGreaterThanOrEqualTo(acknowledged);
    assertThat(journal.damages()).isEmpty();
  }

  private static JournalBatch next(JournalReader reader) throws IOException {
    return reader.read(1000, 1 << 20);
  }

  private static long nextMark(BufferedReader lines) throws IOException {
    var line = lines.readLine();
    assertThat(line).as("what the victim says").isNotNull();
    return Long.parseLong(line);
  }

  private Process startVictim() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var path = System.getProperty("java.class.path");
    return new ProcessBuilder(java, "-Xmx128m", "-cp", path, Victim.class.getName(), "" + folder)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// Appends until it is killed, and says after each group how much of it is durable.
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws IOException {
      var config = new JournalConfig(64 << 10, 256 << 10, 1 << 30, 0);
      var id = new JournalId(UUID.randomUUID());
      var journal = Journal.create(new LocalDisk(), Path.of(arguments[0]), id, config);
      var commit = new GroupCommit(journal, Duration.ofMillis(1), Thread::new, System::nanoTime);
      commit.start();
      for (long sequence = 0; true; ) {
        var answer = journal.append(List.of(payload(sequence)), new Telling(sequence + 1));
        if (answer instanceof Append.Accepted) {
          sequence++;
        } else {
          LockSupport.parkNanos(100_000);
        }
      }
    }

    static byte[] payload(long sequence) {
      return ByteBuffer.allocate(2000).putLong(sequence).putLong(~sequence).array();
    }
  }

  private record Telling(long after) implements Acknowledgement {
    @Override
    public void durable() {
      if (after % 10 == 0) {
        IO.println(after);
      }
    }

    @Override
    public void failed(IOException cause) {
      throw new IllegalStateException(cause);
    }
  }
}
