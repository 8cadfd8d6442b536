@org.jspecify.annotations.NullMarked
package dev.forktail.statistics.planning;
