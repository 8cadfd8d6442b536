/// What experiments have brought: totals that follow the events, and what they mean.
@NullMarked
package dev.forktail.engine.result;

import org.jspecify.annotations.NullMarked;
