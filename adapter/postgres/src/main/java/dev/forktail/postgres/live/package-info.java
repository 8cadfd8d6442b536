/// What the live page asks of the store and nobody else does.
@NullMarked
package dev.forktail.postgres.live;

import org.jspecify.annotations.NullMarked;
