package dev.forktail.app.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// One connection to the server, with at most one request under way. Used by one thread; opens
/// again after it broke.
final class Connection {
  private final ResponseReader response = new ResponseReader();
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private @Nullable ByteBuffer unwritten;
  private boolean busy;
  private long request;
  private int attempts;
  private long sentNanos;
  private long freeNanos;
  private long reopenNanos;
  private int failures;

  /// Begins to connect; true when it is connected already.
  boolean open(InetSocketAddress server, Selector selector) throws IOException {
    var opened = SocketChannel.open();
    channel = opened;
    opened.configureBlocking(false);
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    response.reset();
    boolean connected = opened.connect(server);
    int interest = connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
    key = opened.register(selector, interest, this);
    return connected;
  }

  void finishConnect() throws IOException {
    if (channel != null && key != null && channel.finishConnect()) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /// The connection stands: the next failure is the first again.
  void connected(long nowNanos) {
    failures = 0;
    freeNanos = nowNanos;
  }

  boolean isOpen() {
    return channel != null;
  }

  /// Sends `bytes`, which hold request `number`. What the socket does not take at once is kept and
  /// sent by [#writeOn].
  void send(ByteBuffer bytes, long number, int attempts, long nowNanos) throws IOException {
    busy = true;
    request = number;
    this.attempts = attempts + 1;
    sentNanos = nowNanos;
    require(channel).write(bytes);
    if (bytes.hasRemaining()) {
      unwritten = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
      require(key).interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  void writeOn() throws IOException {
    if (unwritten == null) {
      return;
    }
    require(channel).write(unwritten);
    if (!unwritten.hasRemaining()) {
      unwritten = null;
      require(key).interestOps(SelectionKey.OP_READ);
    }
  }

  /// Reads what came, by way of `scratch`; the answer when it is complete.
  ///
  /// @throws IOException when the server has closed or answers what nobody asked
  @Nullable ResponseReader read(ByteBuffer scratch) throws IOException {
    scratch.clear();
    int length = require(channel).read(scratch);
    if (length < 0) {
      throw new IOException("The server closed the connection");
    }
    scratch.flip();
    if (length > 0 && !busy) {
      throw new IOException("The server answered without a request");
    }
    return response.read(scratch) ? response : null;
  }

  /// The answer was taken: ready for the next request.
  void answered(long nowNanos) {
    busy = false;
    freeNanos = nowNanos;
    response.reset();
  }

  /// Breaks the connection; it may be opened again at `reopenNanos`.
  void close(long reopenNanos) {
    busy = false;
    unwritten = null;
    failures++;
    this.reopenNanos = reopenNanos;
    var closed = channel;
    channel = null;
    key = null;
    try {
      if (closed != null) {
        closed.close();
      }
    } catch (IOException _) {
      // It is given up: whether it also ended well does not matter.
    }
  }

  boolean busy() {
    return busy;
  }

  /// The request under way.
  long request() {
    return request;
  }

  /// How often the request under way was sent, this time included.
  int attempts() {
    return attempts;
  }

  long sentNanos() {
    return sentNanos;
  }

  /// Since when there is no request under way.
  long freeNanos() {
    return freeNanos;
  }

  long reopenNanos() {
    return reopenNanos;
  }

  /// How often it broke since it last stood.
  int failures() {
    return failures;
  }

  private static <T> T require(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("The connection is closed");
    }
    return part;
  }
}
