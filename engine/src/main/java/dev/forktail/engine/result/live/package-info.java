/// Totals that follow the events: what a batch changes in the records of units, and what that
/// changes in the totals of runs.
@NullMarked
package dev.forktail.engine.result.live;

import org.jspecify.annotations.NullMarked;
