package dev.forktail.app.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// What a ledger says about a run, whether it ended or was killed.
final class RecordedRun {
  private static final int BUFFER_BYTES = 1 << 20;

  private final RunId run;
  private final int batch;
  private final long sinceSlice;
  private Outcome[] outcomes = new Outcome[0];
  private long requests;

  private RecordedRun(RunId run, int batch, long sinceSlice) {
    this.run = run;
    this.batch = batch;
    this.sinceSlice = sinceSlice;
  }

  /// @throws IOException when `file` is not a ledger, or damaged other than at its end
  static RecordedRun read(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var buffer = ByteBuffer.allocate(BUFFER_BYTES);
      fill(channel, buffer);
      if (buffer.remaining() < LedgerFormat.HEAD_LENGTH) {
        throw new IOException("Not a ledger, it is too short: " + file);
      }
      var recorded =
          new RecordedRun(
              LedgerFormat.run(buffer),
              LedgerFormat.batch(buffer),
              LedgerFormat.sinceSlice(buffer));
      buffer.position(LedgerFormat.HEAD_LENGTH);
      do {
        recorded.take(buffer);
        buffer.compact();
      } while (fill(channel, buffer));
      return recorded;
    } catch (IOException e) {
      throw new IOException("Cannot read the ledger " + file + ": " + e.getMessage(), e);
    }
  }

  RunId run() {
    return run;
  }

  /// Events per request.
  int batch() {
    return batch;
  }

  /// No event of the run is in a slice before this.
  long sinceSlice() {
    return sinceSlice;
  }

  /// One more than the highest number of a request.
  long requests() {
    return requests;
  }

  Outcome outcome(long request) {
    return outcomes[(int) request];
  }

  /// How many events have this outcome.
  long events(Outcome outcome) {
    long count = 0;
    for (int request = 0; request < requests; request++) {
      count += outcomes[request] == outcome ? batch : 0;
    }
    return count;
  }

  private static boolean fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer);
    }
    buffer.flip();
    return buffer.remaining() >= LedgerFormat.RECORD_LENGTH;
  }

  private void take(ByteBuffer buffer) throws IOException {
    while (buffer.remaining() >= LedgerFormat.RECORD_LENGTH) {
      long record = buffer.getLong();
      if (record != 0) {
        note(LedgerFormat.Kind.of(record), LedgerFormat.request(record));
      }
    }
  }

  private void note(LedgerFormat.Kind kind, long request) {
    if (request >= outcomes.length) {
      int known = outcomes.length;
      outcomes = Arrays.copyOf(outcomes, Math.toIntExact(Math.max(request + 1, known * 2L)));
      Arrays.fill(outcomes, known, outcomes.length, Outcome.NOT_SENT);
    }
    requests = Math.max(requests, request + 1);
    Outcome outcome = Outcome.of(kind);
    if (outcome.compareTo(outcomes[(int) request]) > 0) {
      outcomes[(int) request] = outcome;
    }
  }

  /// What became of a request in the end; of several records the last in this order decides.
  enum Outcome {
    /// It never left.
    NOT_SENT,
    /// It left, and no answer says what became of it.
    UNKNOWN,
    REFUSED,
    ACKNOWLEDGED;

    private static Outcome of(LedgerFormat.Kind kind) {
      return switch (kind) {
        case SENT, UNKNOWN -> UNKNOWN;
        case REFUSED -> REFUSED;
        case ACKNOWLEDGED -> ACKNOWLEDGED;
      };
    }
  }
}
