/// Ports of queries without a database, for tests and simulations.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.query.memory;
