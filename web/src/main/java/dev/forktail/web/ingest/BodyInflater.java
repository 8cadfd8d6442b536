package dev.forktail.web.ingest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Inflates whole gzip bodies into memory that the budget allows.
final class BodyInflater {
  private final int bytesMax;
  private final BodyBudget budget;

  BodyInflater(int bytesMax, BodyBudget budget) {
    this.bytesMax = bytesMax;
    this.budget = budget;
  }

  /// What became of a body.
  sealed interface Inflated {

    /// What it inflates to; its whole array is taken from the budget and has to be given back.
    final class Body implements Inflated {
      final byte[] bytes;
      final int length;

      Body(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
      }
    }

    record Broken(GzipStream.Fault fault) implements Inflated {}

    record NoRoom() implements Inflated {}
  }

  static boolean isGzip(byte[] body, int length) {
    return length >= 2 && body[0] == (byte) 0x1F && body[1] == (byte) 0x8B;
  }

  Inflated inflate(byte[] body, int length) {
    var growth = new Growth();
    try (var gzip = new GzipStream(bytesMax, growth::take)) {
      GzipStream.Fault fault = gzip.feed(body, 0, length);
      Inflated result = growth.result(fault, gzip.isWhole());
      if (!(result instanceof Inflated.Body)) {
        budget.give(growth.bytes.length);
      }
      return result;
    }
  }

  /// An array that grows with what it takes.
  private final class Growth {
    private byte[] bytes = new byte[0];
    private int length;
    private boolean full;

    boolean take(byte[] piece, int from, int size) {
      if (size > bytes.length - length && !grow(size)) {
        full = true;
        return false;
      }
      System.arraycopy(piece, from, bytes, length, size);
      length += size;
      return true;
    }

    Inflated result(GzipStream.@Nullable Fault fault, boolean whole) {
      if (full) {
        return new Inflated.NoRoom();
      }
      if (fault == null && !whole) {
        return new Inflated.Broken(new GzipStream.Fault(false, "The gzip body ends too early."));
      }
      return fault != null ? new Inflated.Broken(fault) : new Inflated.Body(bytes, length);
    }

    private boolean grow(int more) {
      int size = Math.min(bytesMax, Math.max(8 << 10, 2 * (length + more)));
      if (!budget.tryTake(size - bytes.length)) {
        return false;
      }
      bytes = Arrays.copyOf(bytes, size);
      return true;
    }
  }
}
