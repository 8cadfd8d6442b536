/// SQL of users, checked by DuckDB children.
@org.jspecify.annotations.NullMarked
package dev.forktail.duckdb.query;
