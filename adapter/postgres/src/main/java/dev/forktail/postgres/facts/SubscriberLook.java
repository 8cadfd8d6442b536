package dev.forktail.postgres.facts;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How the copies in the event database stood a moment ago.
///
/// @param subscription its number; empty when there is none
/// @param enabled whether it is to run
/// @param errors how often changes could not be stored
/// @param taken which of the tables that were asked about are something else here; quoted
record SubscriberLook(
    Optional<Long> subscription,
    boolean enabled,
    long errors,
    List<CopiedTable> copies,
    Set<String> taken) {

  /// Whether `source` is subscribed, with a copy like it.
  boolean follows(SourceTable source) {
    return copies.stream().anyMatch(copy -> copy.isSubscribed() && copy.isOf(source));
  }
}
