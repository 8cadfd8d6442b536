/// What a process and its DuckDB child say to each other, in frames over the child's stdin and
/// stdout.
@org.jspecify.annotations.NullMarked
package dev.forktail.duckdb.wire;
