package dev.forktail.engine.metric;

import dev.forktail.engine.audit.Change;
import dev.forktail.engine.event.ProjectId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What may be done to metrics: the rules, over any catalog.
public final class MetricEditor {
  /// How many metrics a project may have.
  public static final int METRICS_MAX = 1_000;

  private final MetricCatalog catalog;

  public MetricEditor(MetricCatalog catalog) {
    this.catalog = catalog;
  }

  public MetricOutcome create(ProjectId project, Metric metric, Change change) {
    return catalog.edit(
        project,
        present -> {
          if (find(present, metric.key()).isPresent()) {
            return new MetricOutcome.Taken();
          }
          if (present.size() >= METRICS_MAX) {
            return new MetricOutcome.Full(METRICS_MAX);
          }
          var added = new StoredMetric(project, metric, false, 1, change.at(), change.at());
          return new MetricOutcome.Store(added, change);
        });
  }

  /// Gives a metric another definition; one that was archived is back.
  ///
  /// @param seen the version that the caller has seen
  public MetricOutcome replace(ProjectId project, Metric wanted, long seen, Change change) {
    return to(project, wanted.key(), OptionalLong.of(seen), change, _ -> wanted, false);
  }

  /// Has no experiment name it anew.
  ///
  /// @param seen the version that the caller has seen; empty: whichever
  public MetricOutcome archive(ProjectId project, MetricKey key, OptionalLong seen, Change change) {
    return to(project, key, seen, change, StoredMetric::metric, true);
  }

  private interface Next {
    Metric after(StoredMetric before);
  }

  private MetricOutcome to(
      ProjectId project,
      MetricKey key,
      OptionalLong seen,
      Change change,
      Next next,
      boolean archived) {
    return catalog.edit(
        project,
        present -> {
          var found = find(present, key);
          if (found.isEmpty()) {
            return new MetricOutcome.Missing();
          }
          var before = found.get();
          if (seen.isPresent() && seen.getAsLong() != before.version()) {
            return new MetricOutcome.Stale(before.version());
          }
          return next(before, next.after(before), archived, change);
        });
  }

  private static MetricOutcome next(
      StoredMetric before, Metric metric, boolean archived, Change change) {
    if (before.metric().equals(metric) && before.archived() == archived) {
      return new MetricOutcome.Same(before);
    }
    var after =
        new StoredMetric(
            before.project(),
            metric,
            archived,
            before.version() + 1,
            before.created(),
            change.at());
    return new MetricOutcome.Store(after, change);
  }

  private static Optional<StoredMetric> find(List<StoredMetric> present, MetricKey key) {
    return present.stream().filter(other -> other.key().equals(key)).findFirst();
  }
}
