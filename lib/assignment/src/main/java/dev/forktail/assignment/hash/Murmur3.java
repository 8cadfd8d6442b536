package dev.forktail.assignment.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// MurmurHash3_x86_32 of Austin Appleby's smhasher.
final class Murmur3 {
  private static final int C1 = 0xCC9E2D51;
  private static final int C2 = 0x1B873593;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Murmur3() {}

  static int of(byte[] bytes, int seed) {
    int hash = seed;
    int at = 0;
    for (; at + 4 <= bytes.length; at += 4) {
      hash = Integer.rotateLeft(hash ^ scramble((int) INTS.get(bytes, at)), 13) * 5 + 0xE6546B64;
    }
    int tail = 0;
    for (int i = bytes.length - 1; i >= at; i--) {
      tail = (tail << 8) | (bytes[i] & 0xFF);
    }
    hash ^= scramble(tail) ^ bytes.length;
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
    return hash ^ (hash >>> 16);
  }

  private static int scramble(int word) {
    return Integer.rotateLeft(word * C1, 15) * C2;
  }
}
