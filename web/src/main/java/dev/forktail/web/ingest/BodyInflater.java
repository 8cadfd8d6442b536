package dev.forktail.web.ingest;

import dev.forktail.engine.ingest.IngestLimits;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Inflates gzip bodies, and stops as soon as one turns out to be a bomb.
final class BodyInflater {
  /// Beyond this many bytes a body must not be more than [#RATIO_MAX] times as large as it came.
  static final int RATIO_FREE_BYTES = 1 << 20;

  static final int RATIO_MAX = 100;

  private final IngestLimits limits;
  private final BodyBudget budget;

  BodyInflater(IngestLimits limits, BodyBudget budget) {
    this.limits = limits;
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

    record Broken(String message) implements Inflated {}

    record TooLarge(String message) implements Inflated {}

    record NoRoom() implements Inflated {}
  }

  static boolean isGzip(byte[] body, int length) {
    return length >= 2 && body[0] == (byte) 0x1F && body[1] == (byte) 0x8B;
  }

  Inflated inflate(byte[] body, int length) {
    var growth = new Growth(Math.min(length * 4, limits.inflatedBytesMax()));
    Inflated result = growth.fill(body, length);
    if (!(result instanceof Inflated.Body)) {
      budget.give(growth.taken);
    }
    return result;
  }

  private final class Growth {
    private byte[] bytes;
    private int length;
    private long taken;

    Growth(int sizeAtFirst) {
      bytes = new byte[Math.max(sizeAtFirst, 512)];
    }

    Inflated fill(byte[] body, int bodyLength) {
      long max =
          Math.min(
              limits.inflatedBytesMax(), Math.max(RATIO_FREE_BYTES, (long) bodyLength * RATIO_MAX));
      if (!take(bytes.length)) {
        return new Inflated.NoRoom();
      }
      try (var in = new GZIPInputStream(new ByteArrayInputStream(body, 0, bodyLength), 4_096)) {
        int read;
        while ((read = in.read(bytes, length, bytes.length - length)) >= 0) {
          length += read;
          if (length > max) {
            return new Inflated.TooLarge("The body inflates to more than " + max + " bytes.");
          }
          if (length == bytes.length && !grow(max)) {
            return new Inflated.NoRoom();
          }
        }
        return new Inflated.Body(bytes, length);
      } catch (EOFException e) {
        return new Inflated.Broken("The gzip body ends too early.");
      } catch (ZipException e) {
        return new Inflated.Broken("The gzip body is damaged: " + e.getMessage() + ".");
      } catch (IOException e) {
        throw new UncheckedIOException("An array cannot be read", e);
      }
    }

    private boolean grow(long max) {
      int size = (int) Math.min(bytes.length * 2L, max + 1);
      if (!take(size - bytes.length)) {
        return false;
      }
      bytes = Arrays.copyOf(bytes, size);
      return true;
    }

    private boolean take(int more) {
      if (!budget.tryTake(more)) {
        return false;
      }
      taken += more;
      return true;
    }
  }
}
