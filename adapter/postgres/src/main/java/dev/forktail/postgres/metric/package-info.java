/// Metrics in the product database.
@org.jspecify.annotations.NullMarked
package dev.forktail.postgres.metric;
