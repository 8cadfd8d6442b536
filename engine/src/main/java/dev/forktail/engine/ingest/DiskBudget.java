package dev.forktail.engine.ingest;

import java.time.Duration;
import java.util.Optional;

/// How much the data folder may hold, all of it together but for the lake, which is to stay:
/// journal, database and temporary files. Measured from outside, asked by the buffer before it
/// takes anything.
///
/// - **Threads.** One thread measures, any asks.
public final class DiskBudget {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private volatile Reading last = new Reading(0, Long.MAX_VALUE, Long.MAX_VALUE, 0);

  /// From now on `reading` is how things stand.
  public void measured(Reading reading) {
    last = reading;
  }

  public Reading last() {
    return last;
  }

  /// Why nothing more may be taken; empty while there is room.
  public Optional<Admission.Throttled> pressure() {
    var reading = last;
    if (reading.roomBytes() > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Admission.Throttled(
            "The disk budget is used up: used=%d budget=%d free=%d reserve=%d (bytes)"
                .formatted(
                    reading.usedBytes(),
                    reading.budgetBytes(),
                    reading.freeBytes(),
                    reading.reserveBytes()),
            RETRY_AFTER));
  }

  /// One measurement, in bytes.
  ///
  /// @param usedBytes what the data folder holds
  /// @param budgetBytes what it may hold
  /// @param freeBytes what its file system has left
  /// @param reserveBytes what must stay free there
  public record Reading(long usedBytes, long budgetBytes, long freeBytes, long reserveBytes) {
    private static final int SHORT_PART = 10;

    /// How much more may be written; 0 at least.
    public long roomBytes() {
      return Math.max(0, Math.min(budgetBytes - usedBytes, freeBytes - reserveBytes));
    }

    /// Whether less than a tenth of all that may be written is left: time to make room.
    public boolean isShort() {
      long room = roomBytes();
      return room < (usedBytes + room) / SHORT_PART;
    }

    /// How long the database may be away before intake has to answer 503, while `bytesPerSecond`
    /// arrive.
    public Duration outage(double bytesPerSecond) {
      if (bytesPerSecond <= 0) {
        return Duration.ofSeconds(Long.MAX_VALUE);
      }
      return Duration.ofSeconds((long) (roomBytes() / bytesPerSecond));
    }
  }
}
