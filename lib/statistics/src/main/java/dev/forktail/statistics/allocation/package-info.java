/// Whether the arms have got the units they should have: the first thing to ask of any experiment.
@org.jspecify.annotations.NullMarked
package dev.forktail.statistics.allocation;
