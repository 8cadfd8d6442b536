/// Benchmarks of what A/A checks keep to their package.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.result.aacheck;
