package dev.forktail.engine.ingest;

import dev.forktail.engine.event.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What holds arrivals from their acknowledgement until they are stored.
///
/// - **Contract.** The arrivals of one offer are taken together or not at all, and acknowledged
///   together. What is acknowledged comes out of exactly one backlog, in order, until it is
///   released.
/// - **Failure.** An offer answers; an admitted offer's acknowledgement is called exactly once.
/// - **Threads.** Offers come from many threads and never block. A backlog has one reader.
/// - **Limits.** Bounded in memory and on disk; full means [Admission.Throttled].
public interface EventBuffer extends AutoCloseable {

  Durability durability();

  /// How many acknowledged arrivals are lost at most when the process is killed.
  long killLossMax();

  /// Why an offer would be refused right now, asked before a body is read; empty when there is
  /// room.
  Optional<Admission.Throttled> pressure();

  Admission offer(List<? extends Arrival> arrivals, Acknowledgement acknowledgement);

  /// One entry per lane: what is to be drained, in this order. The last one is the journal that is
  /// being written; those before it are left from earlier starts.
  List<List<Backlog>> lanes();

  BufferState state();

  /// Takes no more offers and returns once all admitted ones have been acknowledged or failed.
  void stopIntake();

  @Override
  void close();

  /// How the buffer is doing.
  ///
  /// @param depth acknowledged arrivals that are not released yet
  /// @param bytes what they take on disk or in memory
  /// @param bytesMax how much they may take
  /// @param oldestAge how long the oldest of them has waited
  /// @param fault what is wrong, in a sentence; empty when nothing is
  record BufferState(
      long depth, long bytes, long bytesMax, Duration oldestAge, Optional<String> fault) {}
}
