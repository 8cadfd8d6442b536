package dev.forktail.engine.metric;

/// Which change of a metric is wanted.
public enum Direction {
  UP,
  DOWN
}
