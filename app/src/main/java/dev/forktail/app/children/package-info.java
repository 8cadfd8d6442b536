/// DuckDB children of a running server.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.children;
