/// Facts of the product by PostgreSQL's logical replication.
@org.jspecify.annotations.NullMarked
package dev.forktail.postgres.facts;
