/// Benchmarks of what intake keeps to its package.
@org.jspecify.annotations.NullMarked
package dev.forktail.web.ingest;
