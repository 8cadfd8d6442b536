package dev.forktail.journal;

/// The limits of a journal.
///
/// `groupBytes` is the room for records that wait for one write; there are two such buffers.
/// `segmentBytes` is the size of a file. `bytesMax` is what all files together may take, and
/// `freeBytesMin` what must stay free on the disk whenever a file is added.
public record JournalConfig(int groupBytes, int segmentBytes, long bytesMax, long freeBytesMin) {
  public static final JournalConfig DEFAULT =
      new JournalConfig(16 << 20, 64 << 20, 64L << 30, 2L << 30);

  public JournalConfig {
    if (groupBytes < 256 || groupBytes % Long.BYTES != 0) {
      throw new IllegalArgumentException(
          "groupBytes must be a multiple of 8, 256 or more: " + groupBytes);
    }
    if (segmentBytes < 2L * groupBytes || segmentBytes % Long.BYTES != 0) {
      throw new IllegalArgumentException(
          "segmentBytes must be a multiple of 8, twice groupBytes or more: " + segmentBytes);
    }
    if (bytesMax < 2L * segmentBytes) {
      throw new IllegalArgumentException(
          "bytesMax must be twice segmentBytes or more: " + bytesMax);
    }
    if (freeBytesMin < 0) {
      throw new IllegalArgumentException("freeBytesMin must not be negative: " + freeBytesMin);
    }
  }
}
