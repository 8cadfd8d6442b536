package dev.forktail.engine.result.live;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// Numbers in one to ten bytes, small ones of either sign in few: seven bits a byte, zigzag.
final class Numbers {
  private static final int BITS = 7;
  private static final long MORE = 0x80;

  private Numbers() {}

  static void write(DataOutputStream out, long number) throws IOException {
    long rest = (number << 1) ^ (number >> (Long.SIZE - 1));
    while ((rest & -MORE) != 0) {
      out.writeByte((int) (rest | MORE));
      rest >>>= BITS;
    }
    out.writeByte((int) rest);
  }

  static long read(DataInputStream in) throws IOException {
    long zigzag = 0;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      long next = in.readByte();
      zigzag |= (next & (MORE - 1)) << shift;
      if ((next & MORE) == 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new IOException("A number has more than ten bytes");
  }

  static int readInt(DataInputStream in) throws IOException {
    long number = read(in);
    if (number != (int) number) {
      throw new IOException("A number is too large: " + number);
    }
    return (int) number;
  }
}
