@NullMarked
package dev.forktail.duckdb.result;

import org.jspecify.annotations.NullMarked;
