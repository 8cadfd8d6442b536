package dev.forktail.postgres.event;

import java.util.Arrays;
import java.util.Collection;

/// A set of hashes in an eighth of their size: it may say yes to a hash that is not in it, at most
/// once in two hundred, and never no to one that is.
///
/// - **Threads.** One adds at a time. A reader that runs beside it may miss what is being added.
/// - **Memory.** 12 bits per hash, taken in parts that double up to eight million hashes.
final class IdFilter {
  private static final int FIRST_PART_HASHES = 1 << 19;
  private static final int LARGEST_PART_HASHES = 1 << 23;
  private static final int HASHES_MAX = 1 << 26;

  // A split block Bloom filter (Apache Parquet has the same with smaller words): a hash belongs to
  // one block of a cache line and sets one bit in each of its eight words. At 43 hashes to a block
  // half of the bits are set.
  private static final int WORDS_PER_BLOCK = 8;
  private static final int HASHES_PER_BLOCK = 43;
  private static final int BITS_PER_CHOICE = 6;

  private volatile long[][] parts = {partFor(FIRST_PART_HASHES)};
  private int room = FIRST_PART_HASHES;
  private int size;

  private static long[] partFor(int hashes) {
    return new long[(hashes / HASHES_PER_BLOCK + 1) * WORDS_PER_BLOCK];
  }

  /// Adds all of `hashes`; does nothing once it is full.
  synchronized void addAll(Collection<MessageHash> hashes) {
    for (var hash : hashes) {
      if (room == 0) {
        if (isFull()) {
          return;
        }
        grow();
      }
      add(parts[parts.length - 1], hash);
      room--;
      size++;
    }
  }

  /// Whether nothing more can be added: then a no means nothing.
  synchronized boolean isFull() {
    return size >= HASHES_MAX;
  }

  private void grow() {
    int next = Math.min(size + FIRST_PART_HASHES, LARGEST_PART_HASHES);
    var grown = Arrays.copyOf(parts, parts.length + 1);
    grown[parts.length] = partFor(next);
    parts = grown;
    room = next;
  }

  private static void add(long[] part, MessageHash hash) {
    int word = firstWord(part, hash);
    long choices = hash.low();
    for (int i = 0; i < WORDS_PER_BLOCK; i++) {
      part[word + i] |= 1L << choices;
      choices >>>= BITS_PER_CHOICE;
    }
  }

  boolean mightContain(MessageHash hash) {
    for (var part : parts) {
      if (mightContain(part, hash)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mightContain(long[] part, MessageHash hash) {
    int word = firstWord(part, hash);
    long choices = hash.low();
    for (int i = 0; i < WORDS_PER_BLOCK; i++) {
      if ((part[word + i] & (1L << choices)) == 0) {
        return false;
      }
      choices >>>= BITS_PER_CHOICE;
    }
    return true;
  }

  private static int firstWord(long[] part, MessageHash hash) {
    long blocks = part.length / WORDS_PER_BLOCK;
    return (int) (((hash.high() >>> 32) * blocks) >>> 32) * WORDS_PER_BLOCK;
  }
}
