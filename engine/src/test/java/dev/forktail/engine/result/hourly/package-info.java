@NullMarked
package dev.forktail.engine.result.hourly;

import org.jspecify.annotations.NullMarked;
