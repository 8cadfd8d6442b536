/// Results in memory.
@NullMarked
package dev.forktail.engine.result.memory;

import org.jspecify.annotations.NullMarked;
