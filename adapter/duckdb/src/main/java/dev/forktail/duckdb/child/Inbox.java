package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.Frame;
import dev.forktail.duckdb.wire.FrameReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What the parent says, given to the worker as it comes in.
final class Inbox {
  private final FrameReader frames;
  private final Worker worker;
  private @Nullable Job current;

  Inbox(FrameReader frames, Worker worker) {
    this.frames = frames;
    this.worker = worker;
  }

  /// Returns when the parent has closed.
  void run() throws IOException {
    Frame frame = frames.read();
    while (frame != null) {
      take(frame);
      frame = frames.read();
    }
  }

  private void take(Frame frame) throws IOException {
    switch (frame.kind()) {
      case REQUEST -> {
        current = new Job(frame.bytes());
        worker.accept(current);
      }
      case DATA -> job().rows().put(frame.bytes());
      case END -> job().rows().end();
      case CANCEL -> {
        if (current != null) {
          current.cancel();
        }
      }
      case HELLO, DONE, FAILED -> throw new IOException("Not for a child: " + frame.kind());
    }
  }

  private Job job() throws IOException {
    if (current == null) {
      throw new IOException("Rows without a request");
    }
    return current;
  }
}
