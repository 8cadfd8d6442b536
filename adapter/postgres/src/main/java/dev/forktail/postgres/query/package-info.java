/// Answers from rollup tables and the end of the newest slices.
@NullMarked
package dev.forktail.postgres.query;

import org.jspecify.annotations.NullMarked;
