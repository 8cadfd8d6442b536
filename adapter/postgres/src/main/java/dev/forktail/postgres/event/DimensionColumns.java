package dev.forktail.postgres.event;

import dev.forktail.engine.rollup.DimensionKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;

/// Counters of values as the columns of one statement, in the order of their keys.
final class DimensionColumns {
  private static final Comparator<DimensionKey> KEY_ORDER =
      Comparator.<DimensionKey>comparingInt(key -> key.project().value())
          .thenComparing(DimensionKey::minute)
          .thenComparing(DimensionKey::dimension)
          .thenComparing(DimensionKey::value);

  private final int[] projects;
  private final long[] buckets;
  private final int[] dimensions;
  private final String[] values;
  private final long[] events;

  DimensionColumns(Map<DimensionKey, Long> counts) {
    var sorted = counts.entrySet().stream().sorted(Map.Entry.comparingByKey(KEY_ORDER)).toList();
    int size = sorted.size();
    projects = new int[size];
    buckets = new long[size];
    dimensions = new int[size];
    values = new String[size];
    events = new long[size];
    for (int i = 0; i < size; i++) {
      var key = sorted.get(i).getKey();
      projects[i] = key.project().value();
      buckets[i] = key.minute().getEpochSecond();
      dimensions[i] = key.dimension().number();
      values[i] = key.value();
      events[i] = sorted.get(i).getValue();
    }
  }

  /// Sets them as parameters from number `first`; returns the number after them.
  int bind(PreparedStatement statement, int first) throws SQLException {
    int parameter = first;
    statement.setObject(parameter++, projects);
    statement.setObject(parameter++, buckets);
    statement.setObject(parameter++, dimensions);
    statement.setObject(parameter++, values);
    statement.setObject(parameter++, events);
    return parameter;
  }
}
