package dev.forktail.engine.rollup;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.VisitorContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The events of one batch, counted by minute, name and source, and by the values of dimensions.
/// Hours and days are sums of minutes.
public final class RollupCounters {
  private final Map<RollupKey, Long> counts = new HashMap<>();
  private final Map<DimensionKey, Long> values = new HashMap<>();

  public void add(Event event) {
    var minute = event.occurred().truncatedTo(ChronoUnit.MINUTES);
    var key = new RollupKey(event.project(), minute, event.name(), event.source());
    add(key, 1);
    var context = event.context();
    if (!context.isEmpty()) {
      addValues(event, minute, context);
    }
  }

  private void addValues(Event event, Instant minute, VisitorContext context) {
    for (var dimension : Dimension.ALL) {
      String value = dimension.of(context);
      if (value != null) {
        values.merge(new DimensionKey(event.project(), minute, dimension, value), 1L, Long::sum);
      }
    }
  }

  public void add(RollupKey key, long events) {
    counts.merge(key, events, Long::sum);
  }

  /// The counts, by minute truncated to `unit` (MINUTES, HOURS or DAYS).
  public Map<RollupKey, Long> by(ChronoUnit unit) {
    return by(unit, UnaryOperator.identity());
  }

  /// The counts by `unit`, each key first replaced by `rename` of it.
  public Map<RollupKey, Long> by(ChronoUnit unit, UnaryOperator<RollupKey> rename) {
    var sums = new HashMap<RollupKey, Long>();
    counts.forEach(
        (key, count) -> {
          var named = rename.apply(key);
          var bucket =
              new RollupKey(
                  named.project(), named.minute().truncatedTo(unit), named.name(), named.source());
          sums.merge(bucket, count, Long::sum);
        });
    return sums;
  }

  /// Whether any value of a dimension is known.
  public boolean hasValues() {
    return !values.isEmpty();
  }

  /// The counts of values by `unit`, each key first replaced by `rename` of it.
  public Map<DimensionKey, Long> valuesBy(ChronoUnit unit, UnaryOperator<DimensionKey> rename) {
    var sums = new HashMap<DimensionKey, Long>();
    values.forEach(
        (key, count) -> {
          var named = rename.apply(key);
          var bucket =
              new DimensionKey(
                  named.project(),
                  named.minute().truncatedTo(unit),
                  named.dimension(),
                  named.value());
          sums.merge(bucket, count, Long::sum);
        });
    return sums;
  }
}
