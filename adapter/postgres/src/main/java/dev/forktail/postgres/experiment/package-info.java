/// Experiments in the product database.
@org.jspecify.annotations.NullMarked
package dev.forktail.postgres.experiment;
