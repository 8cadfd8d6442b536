package dev.forktail.duckdb.process;

import dev.forktail.duckdb.wire.Frame;
import dev.forktail.duckdb.wire.FrameReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The frames that a child sends, read by a thread of their own, so that whoever waits for them can
/// be interrupted.
final class ChildOutput {
  private static final int FRAMES_MAX = 32;

  private final BlockingQueue<Optional<Frame>> frames = new ArrayBlockingQueue<>(FRAMES_MAX);
  private final AtomicBoolean answered = new AtomicBoolean();
  private final FrameReader reader;
  private final Thread thread;

  private ChildOutput(FrameReader reader, long pid) {
    this.reader = reader;
    this.thread = Thread.ofPlatform().daemon().name("duckdb-" + pid + "-out").unstarted(this::run);
  }

  static ChildOutput start(FrameReader reader, long pid) {
    var output = new ChildOutput(reader, pid);
    output.thread.start();
    return output;
  }

  /// The next frame.
  ///
  /// @throws IOException when the child has ended
  Frame take() throws InterruptedException, IOException {
    return frameOf(frames.take());
  }

  /// The next frame, if it comes in time.
  ///
  /// @throws IOException when it does not, or when the child has ended
  Frame take(Duration limit) throws InterruptedException, IOException {
    var frame = frames.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    if (frame == null) {
      throw new IOException("Nothing within " + limit);
    }
    return frameOf(frame);
  }

  /// Whether the last word on the current request has come in; until [#forget].
  boolean isAnswered() {
    return answered.get();
  }

  void forget() {
    answered.set(false);
  }

  void close() {
    thread.interrupt();
  }

  private Frame frameOf(Optional<Frame> frame) throws IOException {
    if (frame.isEmpty()) {
      frames.offer(frame);
      throw new IOException("The child has ended");
    }
    return frame.get();
  }

  private void run() {
    try {
      var frame = reader.read();
      while (frame != null) {
        switch (frame.kind()) {
          case DONE, FAILED -> answered.set(true);
          case HELLO, REQUEST, DATA, END, CANCEL -> {}
        }
        frames.put(Optional.of(frame));
        frame = reader.read();
      }
      answered.set(true);
      frames.put(Optional.empty());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // It was killed while it spoke: the same as having ended.
      answered.set(true);
      frames.clear();
      frames.offer(Optional.empty());
    }
  }
}
