/// SQL of users, checked and run by DuckDB children.
@org.jspecify.annotations.NullMarked
package dev.forktail.duckdb.query;
