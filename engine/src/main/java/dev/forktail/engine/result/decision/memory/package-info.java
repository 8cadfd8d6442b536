/// The ports of decisions in memory.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.result.decision.memory;
