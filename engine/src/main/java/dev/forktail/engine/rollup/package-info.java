/// Counts per minute, hour and day, kept true by the batch that changes them.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.rollup;
