package dev.forktail.postgres.event;

import java.util.UUID;

/// The first 128 bits of SHA-256 over project and message id: what an event is recognized by.
/// Ordered as the database orders uuids, by unsigned bytes.
record MessageHash(long high, long low) implements Comparable<MessageHash> {

  static MessageHash of(UUID uuid) {
    return new MessageHash(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
  }

  UUID uuid() {
    return new UUID(high, low);
  }

  @Override
  public int compareTo(MessageHash other) {
    int order = Long.compareUnsigned(high, other.high);
    return order == 0 ? Long.compareUnsigned(low, other.low) : order;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high);
  }
}
