package dev.forktail.engine.rollup;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The counters per minute, hour and day of the values of dimensions. An event of which a value is
/// not known is in none of them.
///
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public interface DimensionRollups {
  /// How many values of a dimension have counters of their own in a project; the events of all
  /// others are counted under [Rollups#OTHER].
  int VALUES_MAX = 1_000;

  /// The counters that `query` asks for, as far back as they are kept, in order of bucket, then
  /// value.
  Kept counts(DimensionQuery query);

  /// The values that have counters of their own; empty while every value has.
  Optional<Set<String>> values(ProjectId project, Dimension dimension);

  /// Keeps the counters of `unit` only from `since` on. What was given up stays so.
  void keepFrom(ChronoUnit unit, Instant since);

  /// Counters, and from which bucket on they are kept, both as of one moment.
  record Kept(Instant since, List<DimensionCount> counts) {
    public Kept {
      counts = List.copyOf(counts);
    }
  }
}
