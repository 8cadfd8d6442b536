package dev.forktail.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The first 64 bytes of a segment that is in use.
///
/// The records below `durable` were durable when this was written. The sequences from `durable` up
/// to `first` were given up after failed writes and never acknowledged: whatever earlier segments
/// hold of them is void.
record SegmentHeader(JournalId id, long number, long first, long durable, int segmentBytes) {
  static final int BYTES = 64;

  private static final long MAGIC = 0x466F726B7461696CL; // "Forktail"
  private static final int VERSION = 1;
  private static final int CHECKED_BYTES = 60;

  void put(ByteBuffer target, int position) {
    target.putLong(position, MAGIC);
    target.putInt(position + 8, VERSION);
    target.putInt(position + 12, segmentBytes);
    target.putLong(position + 16, id.value().getMostSignificantBits());
    target.putLong(position + 24, id.value().getLeastSignificantBits());
    target.putLong(position + 32, number);
    target.putLong(position + 40, first);
    target.putLong(position + 48, durable);
    target.putInt(position + 56, 0);
    target.putInt(position + CHECKED_BYTES, checksum(target, position));
  }

  /// The header at the start of `source`, or null if there is none that is sound.
  static @Nullable SegmentHeader read(ByteBuffer source) throws IOException {
    if (source.limit() < BYTES
        || source.getLong(0) != MAGIC
        || source.getInt(CHECKED_BYTES) != checksum(source, 0)) {
      return null;
    }
    if (source.getInt(8) != VERSION) {
      throw new IOException("Cannot read a journal of format version " + source.getInt(8));
    }
    var id = new JournalId(new UUID(source.getLong(16), source.getLong(24)));
    return new SegmentHeader(
        id, source.getLong(32), source.getLong(40), source.getLong(48), source.getInt(12));
  }

  private static int checksum(ByteBuffer source, int position) {
    var crc = new CRC32C();
    crc.update(source.slice(position, CHECKED_BYTES));
    return (int) crc.getValue();
  }
}
