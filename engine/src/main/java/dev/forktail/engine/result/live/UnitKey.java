package dev.forktail.engine.result.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.event.ProjectId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// A unit of a project, by 128 bits of a hash: of its kind and id. Ordered as PostgreSQL orders the
/// same bits as `uuid`.
public record UnitKey(long high, long low) implements Comparable<UnitKey> {
  /// Before all others.
  public static final UnitKey FIRST = new UnitKey(0, 0);

  /// Behind all others.
  public static final UnitKey LAST = new UnitKey(-1, -1);

  /// The key of a unit.
  ///
  /// @param kind `person`, or what a run's unit is called
  public static UnitKey of(ProjectId project, String kind, String id) {
    var digest = sha256();
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, project.value()));
    digest.update(kind.getBytes(UTF_8));
    digest.update((byte) 0);
    var hash = ByteBuffer.wrap(digest.digest(id.getBytes(UTF_8)));
    return new UnitKey(hash.getLong(), hash.getLong());
  }

  public static UnitKey of(UUID bits) {
    return new UnitKey(bits.getMostSignificantBits(), bits.getLeastSignificantBits());
  }

  public UUID uuid() {
    return new UUID(high, low);
  }

  @Override
  public int compareTo(UnitKey other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
