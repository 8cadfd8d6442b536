/// The strategies that are always there, found by the same way as those of a plugin.
@org.jspecify.annotations.NullMarked
package dev.forktail.assignment.strategy;
