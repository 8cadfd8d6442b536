/// Shares of bandits in memory.
@NullMarked
package dev.forktail.engine.result.bandit.memory;

import org.jspecify.annotations.NullMarked;
