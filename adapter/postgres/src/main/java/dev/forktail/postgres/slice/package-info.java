/// Sealing slices and opening the next.
@NullMarked
package dev.forktail.postgres.slice;

import org.jspecify.annotations.NullMarked;
