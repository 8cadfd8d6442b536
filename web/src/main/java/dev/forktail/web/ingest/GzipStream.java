package dev.forktail.web.ingest;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Inflates gzip as it arrives, piece by piece, in bounded memory (RFC 1952: members one behind
/// another, each a header, deflated bytes, their CRC-32 and length).
///
/// Stops at what is damaged, and at what inflates to more than `bytesMax`, or beyond the first MiB
/// to more than 100 times what has come so far.
final class GzipStream implements AutoCloseable {
  static final int RATIO_FREE_BYTES = 1 << 20;
  static final int RATIO_MAX = 100;

  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int TRAILER_BYTES = 8;
  private static final int PIECE_BYTES = 32 << 10;

  private enum Part {
    HEADER,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    HEADER_CRC,
    DEFLATED,
    TRAILER
  }

  /// What is wrong with the bytes.
  ///
  /// @param tooLarge whether they are only too many
  record Fault(boolean tooLarge, String message) {}

  /// Takes what was inflated; false when it can take no more.
  @FunctionalInterface
  interface Sink {
    boolean take(byte[] bytes, int from, int length);
  }

  private final long bytesMax;
  private final Sink sink;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 sum = new CRC32();
  private final byte[] piece = new byte[PIECE_BYTES];
  private Part part = Part.HEADER;
  private int at;
  private int flags;
  private long word;
  private long taken;
  private long made;
  private boolean stopped;

  GzipStream(long bytesMax, Sink sink) {
    this.bytesMax = bytesMax;
    this.sink = sink;
  }

  /// Inflates the `length` bytes that begin at `start`; null when they are well, or when the sink
  /// has stopped.
  @Nullable Fault feed(byte[] bytes, int start, int length) {
    taken += length;
    int from = start;
    int to = start + length;
    while (from < to && !stopped) {
      if (part == Part.DEFLATED) {
        inflater.setInput(bytes, from, to - from);
        Fault fault = inflate();
        if (fault != null) {
          return fault;
        }
        from = to - inflater.getRemaining();
        continue;
      }
      Fault fault = step(bytes[from++] & 0xFF);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  /// Whether a member has ended and no other has begun.
  boolean isWhole() {
    return part == Part.HEADER && at == 0 && taken > 0;
  }

  @Override
  public void close() {
    inflater.end();
  }

  private @Nullable Fault inflate() {
    try {
      while (!inflater.finished() && !inflater.needsInput() && !stopped) {
        int size = inflater.inflate(piece);
        if (inflater.needsDictionary()) {
          return damaged();
        }
        made += size;
        if (made > bytesMax || (made > RATIO_FREE_BYTES && made > taken * RATIO_MAX)) {
          return new Fault(true, "The gzip body inflates to too much (" + made + " bytes so far).");
        }
        sum.update(piece, 0, size);
        stopped = size > 0 && !sink.take(piece, 0, size);
      }
    } catch (DataFormatException e) {
      // What is wrong is all there is to say about foreign bytes.
      return damaged();
    }
    if (inflater.finished()) {
      enter(Part.TRAILER);
    }
    return null;
  }

  /// Takes one byte of a header or trailer.
  private @Nullable Fault step(int value) {
    switch (part) {
      case HEADER -> {
        return header(value);
      }
      case EXTRA_LENGTH -> {
        word |= (long) value << (8 * at++);
        if (at == 2) {
          enter(word == 0 ? behind(Part.EXTRA) : Part.EXTRA);
        }
      }
      case EXTRA -> {
        if (--word == 0) {
          enter(behind(Part.EXTRA));
        }
      }
      case NAME, COMMENT -> {
        if (value == 0) {
          enter(behind(part));
        }
      }
      case HEADER_CRC -> {
        if (++at == 2) {
          enter(Part.DEFLATED);
        }
      }
      case TRAILER -> {
        return trailer(value);
      }
      case DEFLATED -> throw new IllegalStateException("Deflated bytes are not taken one by one");
    }
    return null;
  }

  private @Nullable Fault header(int value) {
    boolean wrong =
        switch (at) {
          case 0 -> value != 0x1F;
          case 1 -> value != 0x8B;
          case 2 -> value != 8;
          case 3 -> (value & 0xE0) != 0;
          default -> false;
        };
    if (wrong) {
      return damaged();
    }
    if (at == 3) {
      flags = value;
    }
    if (++at == 10) {
      enter((flags & FLAG_EXTRA) != 0 ? Part.EXTRA_LENGTH : behind(Part.EXTRA));
    }
    return null;
  }

  private @Nullable Fault trailer(int value) {
    word |= (long) value << (8 * at++);
    if (at < TRAILER_BYTES) {
      return null;
    }
    boolean right =
        (word & 0xFFFF_FFFFL) == sum.getValue()
            && word >>> 32 == (inflater.getBytesWritten() & 0xFFFF_FFFFL);
    inflater.reset();
    sum.reset();
    enter(Part.HEADER);
    return right ? null : damaged();
  }

  /// The next part of a header that its flags announce, behind `done`.
  private Part behind(Part done) {
    if (done.compareTo(Part.NAME) < 0 && (flags & FLAG_NAME) != 0) {
      return Part.NAME;
    }
    if (done.compareTo(Part.COMMENT) < 0 && (flags & FLAG_COMMENT) != 0) {
      return Part.COMMENT;
    }
    return (flags & FLAG_HEADER_CRC) != 0 ? Part.HEADER_CRC : Part.DEFLATED;
  }

  private void enter(Part next) {
    long extra = next == Part.EXTRA ? word : 0;
    part = next;
    at = 0;
    word = extra;
  }

  private static Fault damaged() {
    return new Fault(false, "The gzip body is damaged.");
  }
}
