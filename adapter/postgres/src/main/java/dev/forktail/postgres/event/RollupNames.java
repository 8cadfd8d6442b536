package dev.forktail.postgres.event;

import dev.forktail.engine.rollup.DimensionKey;
import dev.forktail.engine.rollup.RollupCounters;
import dev.forktail.engine.rollup.RollupKey;
import dev.forktail.engine.rollup.Rollups;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// Which names have counters of their own: the first ones of each scope, for good. The table
/// `rollup_name` says which; here they are remembered, so that it is asked only about new ones.
///
/// A name has all of its events counted under it or none: it is added by the transaction that
/// counts its first event, under a lock of the scope, and never taken away.
///
/// - **Threads.** Safe for concurrent use.
final class RollupNames {
  private static final int SCOPES_MAX = 4_000;

  /// What is known to be committed of one scope.
  private static final class Known {
    final Set<String> names = ConcurrentHashMap.newKeySet();

    /// There will be no more, and all of them are here.
    volatile boolean complete;
  }

  /// What was found out for one batch, true for others once the batch is committed.
  record Resolved(Map<NameScope, RollupNameTable.Found> found, Set<ScopedName> others) {
    /// The key under which the events of `key` are counted.
    RollupKey rename(RollupKey key) {
      boolean other = !others.isEmpty() && others.contains(ScopedName.of(key));
      return other ? new RollupKey(key.project(), key.minute(), Rollups.OTHER, key.source()) : key;
    }

    /// The key under which the events of `key` are counted.
    DimensionKey rename(DimensionKey key) {
      boolean other = !others.isEmpty() && others.contains(ScopedName.of(key));
      return other
          ? new DimensionKey(key.project(), key.minute(), key.dimension(), Rollups.OTHER)
          : key;
    }
  }

  record ScopedName(NameScope scope, String name) {
    static ScopedName of(RollupKey key) {
      return new ScopedName(NameScope.ofEvents(key.project().value()), key.name());
    }

    static ScopedName of(DimensionKey key) {
      var scope = new NameScope(key.project().value(), key.dimension().number());
      return new ScopedName(scope, key.value());
    }
  }

  private final Map<NameScope, Known> scopes = new ConcurrentHashMap<>();

  /// Finds or adds the names of one batch, in the batch's transaction.
  Resolved resolve(Connection connection, RollupCounters counters) throws SQLException {
    var others = new HashSet<ScopedName>();
    var unknown = new TreeMap<NameScope, TreeSet<String>>();
    for (var name : names(counters)) {
      Known known = scopes.computeIfAbsent(name.scope(), _ -> new Known());
      boolean complete = known.complete;
      if (known.names.contains(name.name())) {
        continue;
      }
      if (complete) {
        others.add(name);
      } else {
        unknown.computeIfAbsent(name.scope(), _ -> new TreeSet<>()).add(name.name());
      }
    }
    var found = new HashMap<NameScope, RollupNameTable.Found>();
    for (var entry : unknown.entrySet()) {
      var scope = entry.getKey();
      var answer = RollupNameTable.findOrAdd(connection, scope, entry.getValue());
      found.put(scope, answer);
      entry.getValue().stream()
          .filter(name -> !answer.counted().contains(name))
          .forEach(name -> others.add(new ScopedName(scope, name)));
    }
    return new Resolved(found, others);
  }

  private static Set<ScopedName> names(RollupCounters counters) {
    var names = new HashSet<ScopedName>();
    counters.by(ChronoUnit.DAYS).keySet().forEach(key -> names.add(ScopedName.of(key)));
    counters
        .valuesBy(ChronoUnit.DAYS, UnaryOperator.identity())
        .keySet()
        .forEach(key -> names.add(ScopedName.of(key)));
    return names;
  }

  /// Remembers what was resolved, after the commit.
  void remember(Resolved resolved) {
    if (scopes.size() > SCOPES_MAX) {
      scopes.clear();
    }
    resolved
        .found()
        .forEach(
            (scope, found) -> {
              Known known = scopes.computeIfAbsent(scope, _ -> new Known());
              known.names.addAll(found.counted());
              if (found.complete()) {
                known.complete = true;
              }
            });
  }
}
