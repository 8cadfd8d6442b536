package dev.forktail.duckdb.wire;

import java.io.IOException;

/// A child's first words.
///
/// @param pid its process id
public record Hello(long pid) {
  private static final long VERSION = 1;

  public byte[] toBytes() {
    return new MessageWriter().number(VERSION).number(pid).bytes();
  }

  /// The words in a HELLO frame.
  ///
  /// @throws IOException when the child speaks another version
  public static Hello fromBytes(byte[] bytes) throws IOException {
    var in = new MessageReader(bytes);
    long version = in.number();
    if (version != VERSION) {
      throw new IOException("The child speaks version " + version + ", not " + VERSION);
    }
    return new Hello(in.number());
  }
}
