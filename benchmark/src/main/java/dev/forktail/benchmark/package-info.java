/// JMH for the hot paths. `java -cp …/lib/* org.openjdk.jmh.Main` runs them; see
/// docs/performance.md.
@org.jspecify.annotations.NullMarked
package dev.forktail.benchmark;
