/// `forktail query`: asks a running server by SQL.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.query;
