/// The event store: one transaction per batch, by binary COPY.
@NullMarked
package dev.forktail.postgres.event;

import org.jspecify.annotations.NullMarked;
