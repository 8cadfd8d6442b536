package dev.forktail.postgres.event;

import dev.forktail.engine.rollup.DimensionRollups;
import dev.forktail.engine.rollup.Rollups;
import java.util.Comparator;

/// Whose names have counters: those of the events of a project, or the values of one of its
/// dimensions. In this order scopes are locked.
///
/// @param dimension its number; 0: names of events
record NameScope(int project, int dimension) implements Comparable<NameScope> {
  private static final Comparator<NameScope> ORDER =
      Comparator.comparingInt(NameScope::project).thenComparingInt(NameScope::dimension);

  static NameScope ofEvents(int project) {
    return new NameScope(project, 0);
  }

  /// How many of its names have counters of their own.
  int namesMax() {
    return dimension == 0 ? Rollups.NAMES_MAX : DimensionRollups.VALUES_MAX;
  }

  @Override
  public int compareTo(NameScope other) {
    return ORDER.compare(this, other);
  }
}
