@NullMarked
package dev.forktail.engine.result.aacheck;

import org.jspecify.annotations.NullMarked;
