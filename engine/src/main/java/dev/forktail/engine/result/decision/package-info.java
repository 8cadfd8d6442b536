/// Decisions about experiments, with the evidence that there was; and what is done and told when
/// nobody looks.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.result.decision;
