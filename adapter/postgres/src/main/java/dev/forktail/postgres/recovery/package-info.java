/// Filling a new event database from what a lake has.
@NullMarked
package dev.forktail.postgres.recovery;

import org.jspecify.annotations.NullMarked;
