/// What runs inside a child: DuckDB, in memory, one request after the other. Nothing here may be
/// used by the parent.
@org.jspecify.annotations.NullMarked
package dev.forktail.duckdb.child;
