package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Bytes on their way from the inbox to the worker. Holds a few frames; once the reader has closed
/// it, what comes in is thrown away, so that the inbox never waits for somebody who has gone.
final class RowPipe extends InputStream {
  private static final int FRAMES_MAX = 16;

  @GuardedBy("queue")
  private final ArrayDeque<byte[]> queue = new ArrayDeque<>();

  @GuardedBy("queue")
  private boolean ended;

  @GuardedBy("queue")
  private boolean closed;

  private byte[] current = {};
  private int position;

  /// Adds bytes, waiting while there is no room.
  void put(byte[] bytes) throws IOException {
    synchronized (queue) {
      while (queue.size() >= FRAMES_MAX && !closed) {
        await();
      }
      if (!closed) {
        queue.add(bytes);
        queue.notifyAll();
      }
    }
  }

  /// Nothing follows.
  void end() {
    synchronized (queue) {
      ended = true;
      queue.notifyAll();
    }
  }

  @Override
  public int read() throws IOException {
    return fill() ? current[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int part = Math.min(length, current.length - position);
    System.arraycopy(current, position, into, offset, part);
    position += part;
    return part;
  }

  @Override
  public void close() {
    synchronized (queue) {
      closed = true;
      queue.clear();
      queue.notifyAll();
    }
  }

  private boolean fill() throws IOException {
    while (position == current.length) {
      byte[] next = take();
      if (next == null) {
        return false;
      }
      current = next;
      position = 0;
    }
    return true;
  }

  private byte @Nullable [] take() throws IOException {
    synchronized (queue) {
      while (queue.isEmpty() && !ended && !closed) {
        await();
      }
      if (closed) {
        throw new IOException("The rows are not wanted any more");
      }
      byte[] next = queue.poll();
      queue.notifyAll();
      return next;
    }
  }

  @GuardedBy("queue")
  private void await() throws IOException {
    try {
      queue.wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }
}
