package dev.forktail.engine.query;

import dev.forktail.engine.rollup.DimensionCount;
import dev.forktail.engine.rollup.DimensionQuery;
import dev.forktail.engine.rollup.DimensionRollups;
import dev.forktail.engine.rollup.Rollups;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Counts by a dimension over all ages: from the counters, as far back as the store keeps them, and
/// before that from the events themselves. A count is the same by either way.
///
/// - **Failure.** A [dev.forktail.engine.event.StoreException]; for what is older than the counters
///   also a [SqlException].
/// - **Threads.** Safe for concurrent use; blocks.
public final class DimensionCounts {
  private static final Comparator<DimensionCount> ORDER =
      Comparator.comparing(DimensionCount::bucket).thenComparing(DimensionCount::value);

  private final DimensionRollups rollups;
  private final PastCounts past;

  /// @param limits of a question about the events themselves
  public DimensionCounts(DimensionRollups rollups, SqlQueries queries, SqlLimits limits) {
    this.rollups = rollups;
    this.past = new PastCounts(queries, limits);
  }

  /// The counts in order of bucket, then value.
  public List<DimensionCount> counts(DimensionQuery query) {
    var kept = rollups.counts(query);
    if (!query.from().isBefore(kept.since())) {
      return kept.counts();
    }
    var counts = new ArrayList<>(past(query, kept.since()));
    counts.addAll(kept.counts());
    return List.copyOf(counts);
  }

  private List<DimensionCount> past(DimensionQuery query, Instant since) {
    var end = query.to().isBefore(since) ? query.to() : since;
    var counts =
        past.counts(
            new DimensionQuery(
                query.project(), query.from(), end, query.unit(), query.dimension()));
    return rollups
        .values(query.project(), query.dimension())
        .map(values -> folded(counts, values))
        .orElse(counts);
  }

  /// The same with what has no counter of its own under the one for all others.
  private static List<DimensionCount> folded(List<DimensionCount> counts, Set<String> values) {
    var sums = new TreeMap<DimensionCount, Long>(ORDER);
    for (var count : counts) {
      String value = values.contains(count.value()) ? count.value() : Rollups.OTHER;
      sums.merge(new DimensionCount(count.bucket(), value, 0), count.events(), Long::sum);
    }
    return sums.entrySet().stream()
        .map(sum -> new DimensionCount(sum.getKey().bucket(), sum.getKey().value(), sum.getValue()))
        .toList();
  }
}
