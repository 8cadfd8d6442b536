/// Experiments whose shares follow their results.
@NullMarked
package dev.forktail.engine.result.bandit;

import org.jspecify.annotations.NullMarked;
