/// Recounting everything that is kept as a sum.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.audit;
