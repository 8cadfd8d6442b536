package dev.forktail.web.ingest;

import dev.forktail.web.ingest.GzipStream.Fault;
import dev.forktail.web.ingest.GzipStream.Sink;
import org.jspecify.annotations.Nullable;

/// A body that arrives in pieces, plain or as gzip: its first two bytes say which, whatever its
/// head says.
final class PlainOrGzip implements AutoCloseable {
  private final long bytesMax;
  private final Sink sink;
  private final byte[] first = new byte[2];
  private int firstCount;
  private long plainBytes;
  private @Nullable GzipStream gzip;

  /// A body of at most `bytesMax`, inflated, that goes to `sink`.
  PlainOrGzip(long bytesMax, Sink sink) {
    this.bytesMax = bytesMax;
    this.sink = sink;
  }

  /// Takes the `length` bytes that begin at `start`; what is returned is wrong with them.
  @Nullable Fault feed(byte[] bytes, int start, int length) {
    int from = start;
    int to = start + length;
    while (firstCount < 2 && from < to) {
      first[firstCount++] = bytes[from++];
      if (firstCount == 2) {
        Fault fault = begin();
        if (fault != null) {
          return fault;
        }
      }
    }
    return from == to ? null : pass(bytes, from, to - from);
  }

  /// Nothing follows; what is returned is missing.
  @Nullable Fault end() {
    if (firstCount == 1) {
      return pass(first, 0, 1);
    }
    return gzip == null || gzip.isWhole()
        ? null
        : new Fault(false, "The gzip body ends too early.");
  }

  @Override
  public void close() {
    if (gzip != null) {
      gzip.close();
    }
  }

  private @Nullable Fault begin() {
    if (BodyInflater.isGzip(first, 2)) {
      gzip = new GzipStream(bytesMax, sink);
    }
    return pass(first, 0, 2);
  }

  private @Nullable Fault pass(byte[] bytes, int from, int length) {
    if (gzip != null) {
      return gzip.feed(bytes, from, length);
    }
    plainBytes += length;
    if (plainBytes > bytesMax) {
      return new Fault(true, "The body is larger than " + bytesMax + " bytes.");
    }
    sink.take(bytes, from, length);
    return null;
  }
}
