/// Results held against what is true.
@NullMarked
package dev.forktail.engine.result.truth;

import org.jspecify.annotations.NullMarked;
