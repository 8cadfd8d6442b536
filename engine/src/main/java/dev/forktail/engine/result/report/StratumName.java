package dev.forktail.engine.result.report;

import java.util.Comparator;

/// The units that have a value of a dimension: `browser` Safari.
public record StratumName(String dimension, String value) implements Comparable<StratumName> {
  private static final Comparator<StratumName> ORDER =
      Comparator.comparing(StratumName::dimension).thenComparing(StratumName::value);

  @Override
  public int compareTo(StratumName other) {
    return ORDER.compare(this, other);
  }

  /// `browser Safari`.
  @Override
  public String toString() {
    return dimension + " " + value;
  }
}
