/// Slices of stored events: open, sealed, dropped.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.slice;
