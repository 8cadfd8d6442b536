package dev.forktail.engine.ingest;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes the message ids of events that came without one: UUIDs of version 7, so that they grow
/// with time. Not safe for concurrent use: each event loop has its own.
public final class MessageIds {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final RandomGenerator random;

  public MessageIds(RandomGenerator random) {
    this.random = random;
  }

  /// A new id for an event that was received at `received`.
  public String next(Instant received) {
    long high = received.toEpochMilli() << 16 | VERSION_7 | (random.nextLong() & 0xFFF);
    long low = VARIANT | (random.nextLong() >>> 2);
    return new UUID(high, low).toString();
  }
}
