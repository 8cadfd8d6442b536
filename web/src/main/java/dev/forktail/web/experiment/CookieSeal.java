package dev.forktail.web.experiment;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Writes what is remembered as the value of a cookie, sealed, and reads it again.
///
/// ```
/// version 1 | visitor 16 | arms: experiment 6, variant 2 each
/// ```
///
/// @param seal what makes it ours; a secret goes when the cookies of its time have expired
public record CookieSeal(Seal seal) {
  private static final byte VERSION = 1;
  private static final int HEAD_BYTES = 17;
  private static final int ARM_BYTES = 8;
  private static final int VARIANT_BITS = 16;
  private static final int TEXT_LENGTH_MAX = 4_000;

  /// @param secrets at least one, the newest first, each of at least 16 bytes
  public CookieSeal(List<byte[]> secrets) {
    this(new Seal(secrets));
  }

  String write(ArmMemory memory) {
    var bytes =
        ByteBuffer.allocate(HEAD_BYTES + memory.arms().size() * ARM_BYTES)
            .put(VERSION)
            .putLong(memory.visitor().getMostSignificantBits())
            .putLong(memory.visitor().getLeastSignificantBits());
    memory
        .arms()
        .forEach((experiment, variant) -> bytes.putLong(experiment << VARIANT_BITS | variant));
    return seal.write(bytes.array());
  }

  /// What `text` remembers; empty when it is not one of ours, as it was.
  Optional<ArmMemory> read(String text) {
    if (text.length() > TEXT_LENGTH_MAX) {
      return Optional.empty();
    }
    return seal.read(VERSION, text)
        .filter(bytes -> bytes.length >= HEAD_BYTES && (bytes.length - HEAD_BYTES) % ARM_BYTES == 0)
        .map(bytes -> memory(ByteBuffer.wrap(bytes, 1, bytes.length - 1)));
  }

  private static ArmMemory memory(ByteBuffer bytes) {
    var visitor = new UUID(bytes.getLong(), bytes.getLong());
    Map<Long, Integer> arms = new LinkedHashMap<>();
    while (bytes.hasRemaining()) {
      long arm = bytes.getLong();
      arms.put(arm >>> VARIANT_BITS, (int) (arm & 0xFFFF));
    }
    return new ArmMemory(visitor, arms);
  }
}
