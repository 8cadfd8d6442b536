/// The database's part in the export: sealed slices, staged files, and where the lake's tables are.
@org.jspecify.annotations.NullMarked
package dev.forktail.postgres.export;
