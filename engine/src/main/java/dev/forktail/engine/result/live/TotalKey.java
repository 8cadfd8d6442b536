package dev.forktail.engine.result.live;

import java.time.LocalDate;
import java.util.Comparator;

/// A row of totals.
///
/// @param tally of a metric, or the run's own for its units
/// @param arm the place among the run's arms; [#MULTIPLE] and [#MACHINES] for units that are in
///   none
/// @param dimension the place among [Dimensions#NAMES] and 1; 0: all units
/// @param value of the dimension; empty: not known, or all units
/// @param day from which on it counts
public record TotalKey(int tally, int arm, int dimension, String value, LocalDate day)
    implements Comparable<TotalKey> {
  public static final int MULTIPLE = -1;
  public static final int MACHINES = -2;

  private static final Comparator<TotalKey> ORDER =
      Comparator.comparingInt(TotalKey::tally)
          .thenComparingInt(TotalKey::arm)
          .thenComparingInt(TotalKey::dimension)
          .thenComparing(TotalKey::value)
          .thenComparing(TotalKey::day);

  @Override
  public int compareTo(TotalKey other) {
    return ORDER.compare(this, other);
  }
}
