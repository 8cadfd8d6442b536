@NullMarked
package dev.forktail.engine.result.recount;

import org.jspecify.annotations.NullMarked;
