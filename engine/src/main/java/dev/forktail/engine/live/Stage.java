package dev.forktail.engine.live;

import java.time.Duration;
import java.util.Optional;

/// One step of an event's way from the front door to the sealed slice. Stages are of the whole
/// server, not of one project.
public sealed interface Stage {

  Level level();

  /// What is wrong, in a sentence; empty when nothing is.
  Optional<String> trouble();

  /// Admitted by the buffer.
  record Received(
      double eventsPerSecond, double bytesPerSecond, Level level, Optional<String> trouble)
      implements Stage {}

  /// Acknowledged and waiting to be stored.
  ///
  /// @param bytesMax how much may wait; empty where that is not counted in bytes
  record Buffered(
      long depth,
      long bytes,
      Optional<Long> bytesMax,
      Duration oldest,
      Level level,
      Optional<String> trouble)
      implements Stage {}

  /// In the open slice, once.
  record Stored(
      double eventsPerSecond,
      long openSliceRows,
      Duration lag,
      Level level,
      Optional<String> trouble)
      implements Stage {}

  /// In the counters that this page reads; they change in the transaction that stores.
  ///
  /// @param lag how old the answers are; empty before the first one
  record RolledUp(
      double eventsPerSecond, Optional<Duration> lag, Level level, Optional<String> trouble)
      implements Stage {}

  /// In slices that never change again.
  ///
  /// @param lastRows the rows of the newest sealed slice; empty before the first one
  /// @param lastSealed how long ago it was sealed
  /// @param openFor how long the open slice has been open
  record Sealed(
      Optional<Long> lastRows,
      Optional<Duration> lastSealed,
      Optional<Duration> openFor,
      Level level,
      Optional<String> trouble)
      implements Stage {}
}
