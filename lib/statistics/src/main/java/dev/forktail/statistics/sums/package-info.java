/// Exact sums over the units of an arm: what is kept of the values, in integers.
@org.jspecify.annotations.NullMarked
package dev.forktail.statistics.sums;
