/// Metrics in memory.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.metric.memory;
