/// The database's part in imports: what is known of them, and their commits.
@org.jspecify.annotations.NullMarked
package dev.forktail.postgres.imports;
