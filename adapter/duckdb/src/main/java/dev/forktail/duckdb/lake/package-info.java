/// Parquet files for the lake, written by DuckDB children.
@org.jspecify.annotations.NullMarked
package dev.forktail.duckdb.lake;
