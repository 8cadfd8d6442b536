/// Shares of bandits in the product database.
@org.jspecify.annotations.NullMarked
package dev.forktail.postgres.bandit;
