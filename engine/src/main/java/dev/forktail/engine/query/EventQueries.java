package dev.forktail.engine.query;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.util.List;

/// Answers from counters and recent slices.
///
/// - **Failure.** [dev.forktail.engine.event.StoreException.Unavailable].
public interface EventQueries {
  /// How many events occurred within `[from, to)`, as far back as the store keeps counters.
  long total(ProjectId project, Instant from, Instant to);

  /// The names with the most events within `[from, to)`, most first, as far back as the store keeps
  /// counters.
  List<NameCount> topNames(ProjectId project, Instant from, Instant to, int max);

  /// The newest stored events, newest first.
  List<NewestEvent> newest(ProjectId project, int max);

  /// Per source: what was stored, what was a duplicate, what is a dead letter.
  List<SourceAccount> accounts(ProjectId project);

  record NameCount(String name, long events) {}

  record NewestEvent(
      Instant received, Instant occurred, String type, String name, String person, String source) {}

  /// Sent = stored + duplicates + dead letters.
  record SourceAccount(String source, long stored, long duplicates, long deadLetters) {}
}
