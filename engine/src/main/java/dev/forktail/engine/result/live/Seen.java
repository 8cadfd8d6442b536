package dev.forktail.engine.result.live;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// That a unit has seen an arm of a run, one or more times.
///
/// @param firstMicros when it first occurred
/// @param firstSlice the least of the slices of the events that say so
/// @param dimensions those of the event that occurred first; of two at once the lesser
record Seen(
    int run, int arm, long firstMicros, long firstSlice, List<@Nullable String> dimensions) {
  private static final Comparator<@Nullable String> BY_TEXT =
      Comparator.nullsFirst(Comparator.naturalOrder());

  static Seen of(Observation.Exposed exposed) {
    return new Seen(
        exposed.run(),
        exposed.arm(),
        exposed.occurredMicros(),
        exposed.slice(),
        exposed.dimensions());
  }

  boolean isOfSameArm(Seen other) {
    return run == other.run && arm == other.arm;
  }

  /// Both, of the same arm, as one.
  Seen and(Seen other) {
    var first = isBefore(other) ? this : other;
    return new Seen(
        run, arm, first.firstMicros, Math.min(firstSlice, other.firstSlice), first.dimensions);
  }

  /// Whether this occurred first.
  boolean isBefore(Seen other) {
    if (firstMicros != other.firstMicros) {
      return firstMicros < other.firstMicros;
    }
    for (int i = 0; i < dimensions.size(); i++) {
      int order = BY_TEXT.compare(dimensions.get(i), other.dimensions.get(i));
      if (order != 0) {
        return order < 0;
      }
    }
    return true;
  }
}
