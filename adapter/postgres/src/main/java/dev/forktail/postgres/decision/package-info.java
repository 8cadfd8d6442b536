/// Decisions in the product database.
@org.jspecify.annotations.NullMarked
package dev.forktail.postgres.decision;
