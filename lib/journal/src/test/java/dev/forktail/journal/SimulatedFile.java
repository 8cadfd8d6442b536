package dev.forktail.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// The content of a simulated file: what is on the platters, what was written since the last force,
/// and what a process sees.
final class SimulatedFile {
  private final List<Write> unforced = new ArrayList<>();
  private byte[] stable;
  private byte[] seen;

  SimulatedFile(byte[] content) {
    this.stable = content;
    this.seen = content.clone();
  }

  byte[] seen() {
    return seen;
  }

  int read(ByteBuffer target, long position) {
    int count = Math.clamp(seen.length - position, 0, target.remaining());
    if (count > 0) {
      target.put(seen, (int) position, count);
    }
    return count;
  }

  void write(byte[] bytes, int position) {
    seen = patched(seen, bytes, position);
    unforced.add(new Write(position, bytes));
  }

  /// What lies beyond the size that is on the platters needs a force of the metadata too.
  void force(boolean metadata) {
    for (var write : List.copyOf(unforced)) {
      if (metadata || write.position() + write.bytes().length <= stable.length) {
        stable = patched(stable, write.bytes(), write.position());
        unforced.remove(write);
      }
    }
  }

  /// A force that fails: some writes make it, the others count as done and are gone. A process may
  /// or may not still see them.
  void loseUnforced(RandomGenerator random) {
    for (var write : unforced) {
      if (random.nextBoolean() && write.position() + write.bytes().length <= stable.length) {
        stable = patched(stable, write.bytes(), write.position());
      }
    }
    unforced.clear();
    if (random.nextBoolean()) {
      seen = stable.clone();
    }
  }

  /// What is there when the power is back: any part of what was not forced.
  SimulatedFile afterPowerCut(RandomGenerator random) {
    byte[] content = stable.clone();
    var survivors = Survivors.of(random);
    int count = unforced.size();
    for (int i = 0; i < count; i++) {
      if (survivors.include(i, count)) {
        var write = unforced.get(i);
        content = survivors.tears() ? torn(content, write, random) : write.appliedTo(content);
      }
    }
    return new SimulatedFile(content);
  }

  /// The disk writes sectors, in any order; the size may grow before the data arrives.
  private static byte[] torn(byte[] content, Write write, RandomGenerator random) {
    int sector = random.nextBoolean() ? 512 : 4096;
    boolean prefix = random.nextBoolean();
    int end = write.position() + write.bytes().length;
    byte[] result = random.nextBoolean() ? sized(content, end) : content;
    for (int at = write.position(); at < end; at = (at / sector + 1) * sector) {
      boolean lost = random.nextInt(3) == 0;
      if (lost && prefix) {
        return result;
      }
      int next = Math.min(end, (at / sector + 1) * sector);
      if (!lost) {
        var part =
            Arrays.copyOfRange(write.bytes(), at - write.position(), next - write.position());
        result = patched(result, part, at);
      }
    }
    return result;
  }

  private static byte[] patched(byte[] content, byte[] bytes, int position) {
    byte[] result = sized(content, position + bytes.length);
    System.arraycopy(bytes, 0, result, position, bytes.length);
    return result;
  }

  private static byte[] sized(byte[] content, int size) {
    return content.length >= size ? content : Arrays.copyOf(content, size);
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  private record Write(int position, byte[] bytes) {
    byte[] appliedTo(byte[] content) {
      return patched(content, bytes, position);
    }
  }
}
