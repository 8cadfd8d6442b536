/// The plan of what counts in results: made from the definitions of experiments and metrics, kept
/// with the events, and filled with what was stored before.
@NullMarked
package dev.forktail.engine.result.plan;

import org.jspecify.annotations.NullMarked;
