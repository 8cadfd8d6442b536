package dev.forktail.engine.query;

import dev.forktail.engine.rollup.Count;
import dev.forktail.engine.rollup.CountQuery;
import dev.forktail.engine.rollup.Rollups;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts over all ages: from the counters, as far back as the store keeps them, and before that
/// from the lake. A count is the same by either way.
///
/// - **Failure.** A [dev.forktail.engine.event.StoreException]; for what is older than the counters
///   also a [SqlException].
/// - **Threads.** Safe for concurrent use; blocks.
public final class EventCounts {
  private static final Comparator<Count> ORDER =
      Comparator.comparing(Count::bucket).thenComparing(Count::name).thenComparing(Count::source);

  private final Rollups rollups;
  private final PastCounts past;

  /// @param limits of a question to the lake
  public EventCounts(Rollups rollups, SqlQueries queries, SqlLimits limits) {
    this.rollups = rollups;
    this.past = new PastCounts(queries, limits);
  }

  /// The counts in order of bucket, then name, then source.
  public List<Count> counts(CountQuery query) {
    var kept = rollups.counts(query);
    if (!query.from().isBefore(kept.since())) {
      return kept.counts();
    }
    var counts = new ArrayList<>(past(query, kept.since()));
    counts.addAll(kept.counts());
    return List.copyOf(counts);
  }

  private List<Count> past(CountQuery query, Instant since) {
    var end = query.to().isBefore(since) ? query.to() : since;
    var names = rollups.names(query.project());
    if (names.isEmpty()) {
      return past.counts(part(query, end, query.name()));
    }
    boolean isOther = Rollups.OTHER.equals(query.name());
    if (query.name() != null && !isOther && !names.get().contains(query.name())) {
      return List.of();
    }
    var all = past.counts(part(query, end, isOther ? null : query.name()));
    var folded = folded(all, names.get());
    return isOther
        ? folded.stream().filter(count -> count.name().equals(Rollups.OTHER)).toList()
        : folded;
  }

  private static CountQuery part(CountQuery query, Instant end, @Nullable String name) {
    return new CountQuery(query.project(), query.from(), end, query.unit(), name);
  }

  /// The same with what has no counter of its own under the one for all others.
  private static List<Count> folded(List<Count> counts, Set<String> names) {
    var sums = new TreeMap<Count, Long>(ORDER);
    for (var count : counts) {
      String name = names.contains(count.name()) ? count.name() : Rollups.OTHER;
      sums.merge(new Count(count.bucket(), name, count.source(), 0), count.events(), Long::sum);
    }
    return sums.entrySet().stream().map(sum -> sum.getKey().withEvents(sum.getValue())).toList();
  }
}
