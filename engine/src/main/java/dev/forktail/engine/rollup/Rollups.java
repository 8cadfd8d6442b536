package dev.forktail.engine.rollup;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The counters per minute, hour and day, for as long as the store keeps them.
///
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public interface Rollups {
  /// The name under which the events of all names are counted that have no counters of their own.
  String OTHER = "(other)";

  /// How many names of a project have counters of their own.
  int NAMES_MAX = 10_000;

  /// The counters that `query` asks for, as far back as they are kept, in order of bucket, then
  /// name, then source.
  Kept counts(CountQuery query);

  /// The names of `project` that have counters of their own; empty while every name has.
  Optional<Set<String>> names(ProjectId project);

  /// Keeps the counters of `unit` only from `since` on. What was given up stays so.
  void keepFrom(ChronoUnit unit, Instant since);

  /// Counters, and from which bucket on they are kept, both as of one moment.
  record Kept(Instant since, List<Count> counts) {
    public Kept {
      counts = List.copyOf(counts);
    }
  }
}
