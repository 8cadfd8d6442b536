/// Recounting by SQL.
@NullMarked
package dev.forktail.postgres.audit;

import org.jspecify.annotations.NullMarked;
