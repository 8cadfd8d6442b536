package dev.forktail.engine.metric;

/// A version of a metric, and the change that made it.
public record MetricLine(long version, MetricChange change, Metric metric) {}
