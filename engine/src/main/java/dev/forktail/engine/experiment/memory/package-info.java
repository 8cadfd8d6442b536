/// Experiments in memory, for tests.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.experiment.memory;
