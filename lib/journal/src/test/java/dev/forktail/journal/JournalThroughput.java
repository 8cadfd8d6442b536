package dev.forktail.journal;

import dev.forktail.journal.Append.Accepted;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// Measures a journal on this machine's disk, beside the disk alone: `JournalThroughput FOLDER
/// [SECONDS] [INTERVAL_MICROS]`.
///
/// First as fast as one thread can append, then at 12,000 records/s, with and without a reader.
/// Records are 2,072 bytes on the disk; what is durable (or read) is released at once, so after the
/// first moments all segments are recycled.
final class JournalThroughput {
  private static final byte[] PAYLOAD = payload();

  private final Path folder;
  private final Duration duration;
  private final Duration interval;
  private final ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();

  private JournalThroughput(Path folder, Duration duration, Duration interval) {
    this.folder = folder;
    this.duration = duration;
    this.interval = interval;
  }

  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory(Path.of(arguments[0]), "throughput");
    var duration = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 5);
    long micros = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1000;
    IO.println("rate      reader  records/s      MB/s  wait ms p50    p99    max  CPU us/record");
    for (int round = 0; round < 3; round++) {
      bareDisk(folder.resolve("bare"), duration);
      for (int rate : new int[] {0, 12_000}) {
        for (boolean reading : new boolean[] {false, true}) {
          new JournalThroughput(folder, duration, Duration.ofNanos(micros * 1000))
              .run(rate, reading);
        }
      }
    }
    Files.delete(folder);
  }

  /// The floor: groups of 4 MB into one preallocated file, and nothing else.
  private static void bareDisk(Path path, Duration duration) throws IOException {
    int groups = 16;
    var group = ByteBuffer.allocateDirect(4 << 20);
    var disk = new LocalDisk();
    try (var file = disk.create(path)) {
      for (int i = 0; i < groups; i++) {
        file.write(group.clear(), (long) i * group.capacity());
      }
      file.force(true);
      long start = System.nanoTime();
      long count = 0;
      for (; System.nanoTime() - start < duration.toNanos(); count++) {
        file.write(group.clear(), count % groups * group.capacity());
        file.force(false);
      }
      double records = (double) count * group.capacity() / RecordFormat.bytes(PAYLOAD.length);
      double seconds = (System.nanoTime() - start) / 1e9;
      double bytesPerSecond = count * group.capacity() / seconds;
      IO.println("bare disk     %13.0f %9.0f".formatted(records / seconds, bytesPerSecond / 1e6));
    }
    disk.delete(path);
  }

  private void run(int rate, boolean reading) throws Exception {
    var disk = new LocalDisk();
    var id = new JournalId(UUID.randomUUID());
    var config = new JournalConfig(16 << 20, 64 << 20, 4L << 30, 1L << 30);
    var journal = Journal.create(disk, folder, id, config);
    var commit = new GroupCommit(journal, interval, this::thread, System::nanoTime);
    commit.start();
    var consumer = thread(reading ? () -> read(journal) : () -> release(journal));
    consumer.start();
    var waits = new Waits();
    append(journal, rate, duration.dividedBy(3), new Waits());
    long cpu = cpuNanos();
    long started = System.nanoTime();
    long count = append(journal, rate, duration, waits);
    long nanos = System.nanoTime() - started;
    cpu = cpuNanos() - cpu;
    commit.close();
    consumer.join();
    report(rate, reading, count, nanos, cpu, waits);
    Journal.recover(disk, folder).getFirst().delete();
  }

  private Thread thread(Runnable task) {
    var thread = new Thread(task);
    threads.add(thread);
    return thread;
  }

  private long append(Journal journal, int rate, Duration duration, Waits waits) {
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    long count = 0;
    for (long now = start; now < end; now = System.nanoTime()) {
      if (rate > 0 && count >= (now - start) * rate / 1_000_000_000L) {
        LockSupport.parkNanos(20_000);
      } else if (journal.append(List.of(PAYLOAD), waits.started(now)) instanceof Accepted) {
        count++;
      } else {
        LockSupport.parkNanos(20_000);
      }
    }
    return count;
  }

  private static void release(Journal journal) {
    try (var reader = journal.reader(0)) {
      while (journal.health().healthy()) {
        reader.seek(journal.durableSequence());
        journal.release(reader.position());
        reader.await(1, Duration.ofMillis(100));
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void read(Journal journal) {
    try (var reader = journal.reader(0)) {
      while (journal.health().healthy()) {
        if (reader.read(2000, 8 << 20).isEmpty()) {
          reader.await(2000, Duration.ofMillis(100));
        }
        journal.release(reader.position());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private long cpuNanos() {
    var beans = ManagementFactory.getThreadMXBean();
    return threads.stream().mapToLong(t -> Math.max(0, beans.getThreadCpuTime(t.threadId()))).sum();
  }

  private void report(int rate, boolean reading, long count, long nanos, long cpu, Waits waits) {
    double perSecond = count * 1e9 / nanos;
    IO.println(
        "%-9s %-6s %10.0f %9.0f %12.2f %6.2f %6.1f %10.2f"
            .formatted(
                rate == 0 ? "unlimited" : rate + "/s",
                reading ? "yes" : "no",
                perSecond,
                perSecond * RecordFormat.bytes(PAYLOAD.length) / 1e6,
                waits.millis(0.5),
                waits.millis(0.99),
                waits.millis(1),
                cpu / 1e3 / count));
  }

  private static byte[] payload() {
    var payload = new byte[2048];
    Arrays.fill(payload, (byte) 'x');
    return payload;
  }

  /// How long acknowledgements take; written by the flushing thread.
  private static final class Waits {
    private long[] nanos = new long[1 << 20];
    private int count;

    Acknowledgement started(long start) {
      return new Acknowledgement() {
        @Override
        public void durable() {
          add(System.nanoTime() - start);
        }

        @Override
        public void failed(IOException cause) {
          throw new IllegalStateException(cause);
        }
      };
    }

    private void add(long wait) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = wait;
    }

    double millis(double quantile) {
      var sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      return sorted[(int) Math.ceil(quantile * (count - 1))] / 1e6;
    }
  }
}
