package dev.forktail.assignment.hash;

/// The hashes of one experiment: whether a unit is the experiment's within its exclusion group,
/// whether it is in the traffic, and which variant it has. Pure functions of the unit.
///
/// More traffic never takes out a unit that is in, and never gives it another variant.
public interface Bucketing {
  /// The answer for a unit that no variant is for.
  int NONE = -1;

  /// True for all units when the experiment is in no group.
  boolean inGroup(UnitId unit);

  /// Whether `unit` is among the `traffic` basis points that take part.
  boolean inTraffic(UnitId unit, int traffic);

  /// The index of the variant, or [#NONE], which some of the compatible formulas have.
  int variant(UnitId unit);
}
