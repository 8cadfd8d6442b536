@NullMarked
package dev.forktail.engine.result.hourly.memory;

import org.jspecify.annotations.NullMarked;
