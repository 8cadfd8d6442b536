package dev.forktail.engine.facts;

import dev.forktail.engine.export.RowSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/// Brings facts into the lake: each table whole, in the place of what it was there. A table that is
/// being copied stays there as it was; one that is no longer wanted goes.
///
/// Two of them may run at once: each replaces by what was true a moment ago.
public final class FactExport {
  private final FactStore store;
  private final FactWriter writer;
  private final FactLake lake;
  private final Duration longestQuery;
  private final InstantSource clock;

  /// @param longestQuery how long a file may be read that a query once began to read
  public FactExport(
      FactStore store,
      FactWriter writer,
      FactLake lake,
      Duration longestQuery,
      InstantSource clock) {
    this.store = store;
    this.writer = writer;
    this.lake = lake;
    this.longestQuery = longestQuery;
    this.clock = clock;
  }

  /// Does it now.
  ///
  /// @return how many tables were replaced
  public int run() {
    var copies = store.list();
    int replaced = 0;
    for (var copy : copies) {
      if (copy.isWhole()) {
        replace(copy.table(), copy.rows());
        replaced++;
      }
    }
    Set<String> names =
        copies.stream().map(copy -> copy.table().name()).collect(Collectors.toSet());
    lake.keepOnly(names);
    var _ = lake.sweep(clock.instant().minus(longestQuery));
    return replaced;
  }

  private void replace(FactRows table, RowSource rows) {
    lake.replace(table, writer.write(table, rows));
  }
}
