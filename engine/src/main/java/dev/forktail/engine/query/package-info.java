/// Questions about stored events.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.query;
