package dev.forktail.engine.query;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers from rollups and recent slices.
///
/// - **Failure.** [dev.forktail.engine.event.StoreException.Unavailable].
public interface EventQueries {

  /// Counts per bucket, name and source within `[from, to)`, in order of bucket, then name, then
  /// source.
  List<Count> counts(CountQuery query);

  /// The names with the most events within `[from, to)`, most first.
  List<NameCount> topNames(ProjectId project, Instant from, Instant to, int max);

  /// The newest stored events, newest first.
  List<NewestEvent> newest(ProjectId project, int max);

  /// Per source: what was stored, what was a duplicate, what is a dead letter.
  List<SourceAccount> accounts(ProjectId project);

  /// Which counts.
  ///
  /// @param unit MINUTES, HOURS or DAYS
  /// @param name only this name; null for all
  record CountQuery(
      ProjectId project, Instant from, Instant to, ChronoUnit unit, @Nullable String name) {
    public CountQuery {
      if (unit != ChronoUnit.MINUTES && unit != ChronoUnit.HOURS && unit != ChronoUnit.DAYS) {
        throw new IllegalArgumentException("unit must be MINUTES, HOURS or DAYS: " + unit);
      }
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("from must lie before to: " + from + " " + to);
      }
    }
  }

  record Count(Instant bucket, String name, String source, long events) {}

  record NameCount(String name, long events) {}

  record NewestEvent(
      Instant received, Instant occurred, String type, String name, String person, String source) {}

  /// Sent = stored + duplicates + dead letters.
  record SourceAccount(String source, long stored, long duplicates, long deadLetters) {}
}
