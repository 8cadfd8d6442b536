@org.jspecify.annotations.NullMarked
package dev.forktail.statistics.sums;
