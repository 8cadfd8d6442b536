/// The event store in memory.
@NullMarked
package dev.forktail.engine.event.memory;

import org.jspecify.annotations.NullMarked;
