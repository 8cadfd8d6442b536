package dev.forktail.engine.result.live;

import java.util.Comparator;

/// That a visitor was named together with a user, one or more times.
///
/// @param firstMicros when it first occurred
/// @param firstSlice the least of the slices of the events that say so
record Naming(UnitKey user, String userId, long firstMicros, long firstSlice) {
  /// The user whose visitor it is comes first.
  static final Comparator<Naming> FIRST =
      Comparator.comparingLong(Naming::firstMicros).thenComparing(Naming::userId);

  static Naming of(Observation.Named named) {
    return new Naming(named.user(), named.userId(), named.occurredMicros(), named.slice());
  }

  /// Both, of the same user, as one.
  Naming and(Naming other) {
    return new Naming(
        user,
        userId,
        Math.min(firstMicros, other.firstMicros),
        Math.min(firstSlice, other.firstSlice));
  }
}
