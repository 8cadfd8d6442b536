package dev.forktail.app.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What was sent and what became of it, on disk: the generator's own truth, against which the store
/// is counted.
///
/// - **Contract.** What a method has written survives the end of this process, however it ends; the
///   end of the machine after at most [#FLUSH_INTERVAL], or after [#close].
/// - **Threads.** One writes; another, started by [#create], brings it to the disk.
/// - **Cost.** A few nanoseconds a record: the file is mapped, and made longer ahead.
/// - **Failure.** [UncheckedIOException] from the next call after the disk failed.
final class Ledger implements AutoCloseable {
  static final Duration FLUSH_INTERVAL = Duration.ofMillis(50);
  private static final int CHUNK_BYTES = 4 << 20;
  private static final int PAGE_BYTES = 4096;

  private final FileChannel channel;
  private final Arena arena = Arena.ofShared();
  private final ScheduledExecutorService flusher =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("ledger").unstarted(task));
  private final AtomicReference<@Nullable Chunk> ahead = new AtomicReference<>();
  private final Queue<Chunk> filled = new ConcurrentLinkedQueue<>();
  private volatile Chunk current;
  private volatile @Nullable IOException failure;
  private long mappedBytes;
  private long end = LedgerFormat.HEAD_LENGTH;
  private int position = LedgerFormat.HEAD_LENGTH;

  private Ledger(FileChannel channel) throws IOException {
    this.channel = channel;
    this.current = mapNext();
  }

  /// A new ledger in `file`, which must not exist or be empty. No event of the run can be in a
  /// slice before `sinceSlice`.
  static Ledger create(Path file, RunId run, int batch, long sinceSlice) throws IOException {
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (channel.size() > 0) {
      channel.close();
      throw new IOException("There is something in " + file + " already");
    }
    var ledger = new Ledger(channel);
    ledger.current.bytes.copyFrom(
        MemorySegment.ofBuffer(LedgerFormat.head(run, batch, sinceSlice)));
    ledger.start();
    return ledger;
  }

  /// Call before the request leaves.
  void sent(long request) {
    append(LedgerFormat.record(LedgerFormat.Kind.SENT, 0, request));
  }

  /// The answer was a 2xx, complete.
  void acknowledged(long request, int status) {
    append(LedgerFormat.record(LedgerFormat.Kind.ACKNOWLEDGED, status, request));
  }

  /// The answer says that it will never be taken.
  void refused(long request, int status) {
    append(LedgerFormat.record(LedgerFormat.Kind.REFUSED, status, request));
  }

  /// It may or may not have been taken. Status 0: no answer.
  void unknown(long request, int status) {
    append(LedgerFormat.record(LedgerFormat.Kind.UNKNOWN, status, request));
  }

  /// Brings everything to the disk and ends the file after the last record.
  @Override
  public void close() throws IOException {
    flusher.close();
    flush();
    arena.close();
    try (channel) {
      throwFailure();
      channel.truncate(end);
      channel.force(true);
    }
  }

  private void start() {
    long nanos = FLUSH_INTERVAL.toNanos();
    var _ = flusher.scheduleWithFixedDelay(this::flush, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void append(long record) {
    if (position + LedgerFormat.RECORD_LENGTH > CHUNK_BYTES) {
      nextChunk();
    }
    var chunk = current;
    chunk.bytes.set(LedgerFormat.RECORD, position, record);
    position += LedgerFormat.RECORD_LENGTH;
    end = Math.max(end, chunk.offset + position);
  }

  private void nextChunk() {
    try {
      throwFailure();
      filled.add(current);
      var prepared = ahead.getAndSet(null);
      current = prepared == null ? mapNext() : prepared;
      position = 0;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the ledger: " + e.getMessage(), e);
    }
  }

  private void throwFailure() throws IOException {
    var seen = failure;
    if (seen != null) {
      throw seen;
    }
  }

  /// Runs on the flusher, and on the writer when that has ended.
  private void flush() {
    try {
      for (var chunk = filled.poll(); chunk != null; chunk = filled.poll()) {
        chunk.bytes.force();
      }
      current.bytes.force();
      if (ahead.get() == null && !flusher.isShutdown()) {
        ahead.set(mapNext());
      }
    } catch (IOException e) {
      failure = e;
    } catch (UncheckedIOException e) {
      failure = e.getCause();
    }
  }

  /// Makes the file a chunk longer, with real zeros so that a full disk is an exception here and
  /// not a signal later, and maps it. The zeros are written page by page: of a larger write Linux
  /// keeps larger pieces in memory, up to 2 MB, and a piece of which one byte was changed by way of
  /// a mapping goes to the disk whole, with each flush.
  private synchronized Chunk mapNext() throws IOException {
    var zeros = ByteBuffer.allocateDirect(PAGE_BYTES);
    for (long offset = mappedBytes; offset < mappedBytes + CHUNK_BYTES; offset += PAGE_BYTES) {
      channel.write(zeros.clear(), offset);
    }
    var bytes = channel.map(FileChannel.MapMode.READ_WRITE, mappedBytes, CHUNK_BYTES, arena);
    var chunk = new Chunk(bytes, mappedBytes);
    mappedBytes += CHUNK_BYTES;
    return chunk;
  }

  private record Chunk(MemorySegment bytes, long offset) {}
}
