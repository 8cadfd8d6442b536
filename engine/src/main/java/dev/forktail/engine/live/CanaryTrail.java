package dev.forktail.engine.live;

import java.time.Instant;
import java.util.Optional;

/// How far canaries have come, by what the store knows. It outlives the process.
///
/// - **Contract.** A canary counts at a stage once it is surely there, which may be a slice later
///   than it was.
/// - **Failure.** [dev.forktail.engine.event.StoreException.Unavailable].
public interface CanaryTrail {

  /// Notes the newest stored canary, and says how far those before have come.
  ///
  /// @param watermark every sealed slice with a lower number is in the lake
  Reached follow(long watermark);

  /// When the newest canary at each stage was sent; empty where there is none.
  record Reached(
      Optional<Instant> stored,
      Optional<Instant> sealed,
      Optional<Instant> staged,
      Optional<Instant> lake) {}
}
