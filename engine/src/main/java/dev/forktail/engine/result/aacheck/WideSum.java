package dev.forktail.engine.result.aacheck;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/// A sum of longs or of products of two, exact to 128 bits.
///
/// - **Overflow.** None for 2^20 units whose values take 53 bits, squared.
/// - **Threads.** For one at a time.
final class WideSum {
  private long high;
  private long low;

  void add(long value) {
    add(value >> (Long.SIZE - 1), value);
  }

  void addProduct(long a, long b) {
    add(Math.multiplyHigh(a, b), a * b);
  }

  private void add(long addedHigh, long addedLow) {
    low += addedLow;
    int carry = Long.compareUnsigned(low, addedLow) < 0 ? 1 : 0;
    high += addedHigh + carry;
  }

  BigInteger value() {
    return new BigInteger(ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array());
  }
}
