package dev.forktail.postgres.event;

import dev.forktail.engine.rollup.RollupKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;

/// Counters as the columns of one statement, in the order of their keys.
final class RollupColumns {
  private static final Comparator<RollupKey> KEY_ORDER =
      Comparator.<RollupKey>comparingInt(key -> key.project().value())
          .thenComparing(RollupKey::minute)
          .thenComparing(RollupKey::name)
          .thenComparing(RollupKey::source);

  private final int[] projects;
  private final long[] buckets;
  private final String[] names;
  private final String[] sources;
  private final long[] events;

  RollupColumns(Map<RollupKey, Long> counts) {
    var sorted = counts.entrySet().stream().sorted(Map.Entry.comparingByKey(KEY_ORDER)).toList();
    int size = sorted.size();
    projects = new int[size];
    buckets = new long[size];
    names = new String[size];
    sources = new String[size];
    events = new long[size];
    for (int i = 0; i < size; i++) {
      var key = sorted.get(i).getKey();
      projects[i] = key.project().value();
      buckets[i] = key.minute().getEpochSecond();
      names[i] = key.name();
      sources[i] = key.source();
      events[i] = sorted.get(i).getValue();
    }
  }

  /// Sets them as parameters from number `first`; returns the number after them.
  int bind(PreparedStatement statement, int first) throws SQLException {
    int parameter = first;
    statement.setObject(parameter++, projects);
    statement.setObject(parameter++, buckets);
    statement.setObject(parameter++, names);
    statement.setObject(parameter++, sources);
    statement.setObject(parameter++, events);
    return parameter;
  }
}
