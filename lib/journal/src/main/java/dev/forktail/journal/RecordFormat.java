package dev.forktail.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// How a record stands on the disk: a header of 24 bytes, the payload, zeros up to a multiple of 8.
///
/// | offset | bytes | what                                                          |
/// | ------ | ----- | ------------------------------------------------------------- |
/// | 0      | 1     | kind: 1 a record, 2 the mark of a clean close; 0 is no record |
/// | 1      | 3     | length of the payload                                         |
/// | 4      | 4     | CRC32C of the payload                                         |
/// | 8      | 8     | sequence                                                      |
/// | 16     | 4     | how far below the sequence everything was durable already     |
/// | 20     | 4     | CRC32C of the 20 bytes before, xor the seed of the journal    |
///
/// The header has a checksum of its own, so that a reader trusts a length only if we wrote it: a
/// damaged payload costs exactly its record, and looking for the next record after a damage never
/// follows a length that an event's sender made up. The seed comes from the journal's id, which no
/// sender knows: neither another journal's bytes nor a payload can pass for a record.
final class RecordFormat {
  static final int HEADER_BYTES = 24;
  static final int PAYLOAD_BYTES_MAX = 0xFF_FFFF;
  static final byte RECORD = 1;
  static final byte CLOSE = 2;

  private static final int CHECKED_BYTES = 20;

  private final int seed;
  private final byte[] header = new byte[CHECKED_BYTES];
  private final CRC32C crc = new CRC32C();

  RecordFormat(JournalId id) {
    this.seed = seed(id);
  }

  static int seed(JournalId id) {
    var bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(id.value().getMostSignificantBits());
    bytes.putLong(id.value().getLeastSignificantBits());
    return checksum(bytes.array());
  }

  static int checksum(byte[] payload) {
    var crc = new CRC32C();
    crc.update(payload, 0, payload.length);
    return (int) crc.getValue();
  }

  /// What a record takes on the disk.
  static int bytes(int payloadBytes) {
    return HEADER_BYTES + ((payloadBytes + 7) & ~7);
  }

  /// Puts a record whose header is still to be sealed. Returns the position after it.
  static int put(ByteBuffer target, int position, byte[] payload, int checksum, long sequence) {
    int end = position + bytes(payload.length);
    target.putLong(end - Long.BYTES, 0); // the padding
    putHeader(target, position, RECORD, payload.length, checksum, sequence);
    target.put(position + HEADER_BYTES, payload);
    return end;
  }

  /// Puts the unsealed mark of a clean close. Returns the position after it.
  static int putClose(ByteBuffer target, int position, long sequence) {
    putHeader(target, position, CLOSE, 0, 0, sequence);
    return position + HEADER_BYTES;
  }

  private static void putHeader(
      ByteBuffer target, int position, byte kind, int length, int checksum, long sequence) {
    target.putInt(position, kind << 24 | length);
    target.putInt(position + 4, checksum);
    target.putLong(position + 8, sequence);
  }

  /// Completes the header at `position`: everything below `durable` is durable as it is written.
  void seal(ByteBuffer target, int position, long durable) {
    target.putInt(position + 16, Math.toIntExact(sequence(target, position) - durable));
    target.putInt(position + CHECKED_BYTES, headerChecksum(target, position));
  }

  /// Whether the header at `position` is one that this journal has written.
  boolean isHeader(ByteBuffer source, int position) {
    return source.getInt(position + CHECKED_BYTES) == headerChecksum(source, position);
  }

  static boolean isKind(ByteBuffer source, int position) {
    byte kind = kind(source, position);
    return kind == RECORD || kind == CLOSE;
  }

  static byte kind(ByteBuffer source, int position) {
    return source.get(position);
  }

  static int length(ByteBuffer source, int position) {
    return source.getInt(position) & PAYLOAD_BYTES_MAX;
  }

  static int payloadChecksum(ByteBuffer source, int position) {
    return source.getInt(position + 4);
  }

  static long sequence(ByteBuffer source, int position) {
    return source.getLong(position + 8);
  }

  static long durable(ByteBuffer source, int position) {
    return sequence(source, position) - source.getInt(position + 16);
  }

  private int headerChecksum(ByteBuffer source, int position) {
    source.get(position, header);
    crc.reset();
    crc.update(header, 0, CHECKED_BYTES);
    return (int) crc.getValue() ^ seed;
  }
}
