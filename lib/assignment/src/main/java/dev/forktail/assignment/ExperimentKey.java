package dev.forktail.assignment;

/// The name of an experiment: unique, never changed, and by default the salt of its hashes.
public record ExperimentKey(String value) implements Comparable<ExperimentKey> {
  public ExperimentKey {
    Keys.check("experiment key", value);
  }

  @Override
  public int compareTo(ExperimentKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
