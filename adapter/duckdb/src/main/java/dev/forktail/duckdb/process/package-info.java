/// The parent's side of DuckDB children: starting, asking, stopping, replacing them.
@org.jspecify.annotations.NullMarked
package dev.forktail.duckdb.process;
