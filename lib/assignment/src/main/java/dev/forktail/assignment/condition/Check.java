package dev.forktail.assignment.condition;

/// A compiled condition. Safe for concurrent use.
@FunctionalInterface
public interface Check {
  boolean holds(Attributes subject);
}
