package dev.forktail.postgres.event;

import dev.forktail.engine.rollup.RollupKey;
import dev.forktail.engine.rollup.Rollups;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Which names have counters of their own: the first 10,000 of each project, for good. The table
/// `rollup_name` says which; here they are remembered, so that it is asked only about new ones.
///
/// A name has all of its events counted under it or none: it is added by the transaction that
/// counts its first event, under a lock of the project, and never taken away.
///
/// - **Threads.** Safe for concurrent use.
final class RollupNames {
  private static final int PROJECTS_MAX = 1_000;

  /// What is known to be committed of one project.
  private static final class Known {
    final Set<String> names = ConcurrentHashMap.newKeySet();

    /// There will be no more, and all of them are here.
    volatile boolean complete;
  }

  /// What was found out for one batch, true for others once the batch is committed.
  record Resolved(Map<Integer, RollupNameTable.Found> found, Set<ProjectName> others) {
    /// The key under which the events of `key` are counted.
    RollupKey rename(RollupKey key) {
      boolean other =
          !others.isEmpty() && others.contains(new ProjectName(key.project().value(), key.name()));
      return other ? new RollupKey(key.project(), key.minute(), Rollups.OTHER, key.source()) : key;
    }
  }

  record ProjectName(int project, String name) {}

  private final Map<Integer, Known> projects = new ConcurrentHashMap<>();

  /// Finds or adds the names of one batch, in the batch's transaction.
  Resolved resolve(Connection connection, Collection<RollupKey> keys) throws SQLException {
    var others = new HashSet<ProjectName>();
    var unknown = new TreeMap<Integer, TreeSet<String>>();
    for (var key : keys) {
      int project = key.project().value();
      Known known = projects.computeIfAbsent(project, _ -> new Known());
      boolean complete = known.complete;
      if (known.names.contains(key.name())) {
        continue;
      }
      if (complete) {
        others.add(new ProjectName(project, key.name()));
      } else {
        unknown.computeIfAbsent(project, _ -> new TreeSet<>()).add(key.name());
      }
    }
    var found = new HashMap<Integer, RollupNameTable.Found>();
    for (var entry : unknown.entrySet()) {
      int project = entry.getKey();
      var answer = RollupNameTable.findOrAdd(connection, project, entry.getValue());
      found.put(project, answer);
      entry.getValue().stream()
          .filter(name -> !answer.counted().contains(name))
          .forEach(name -> others.add(new ProjectName(project, name)));
    }
    return new Resolved(found, others);
  }

  /// Remembers what was resolved, after the commit.
  void remember(Resolved resolved) {
    if (projects.size() > PROJECTS_MAX) {
      projects.clear();
    }
    resolved
        .found()
        .forEach(
            (project, found) -> {
              Known known = projects.computeIfAbsent(project, _ -> new Known());
              known.names.addAll(found.counted());
              if (found.complete()) {
                known.complete = true;
              }
            });
  }
}
