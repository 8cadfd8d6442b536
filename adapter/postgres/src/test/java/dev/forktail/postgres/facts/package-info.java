@org.jspecify.annotations.NullMarked
package dev.forktail.postgres.facts;
