/// Iceberg tables and the files of the lake.
@org.jspecify.annotations.NullMarked
package dev.forktail.lake;
