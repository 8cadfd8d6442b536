package dev.forktail.engine.result.report;

/// How many units an arm has.
///
/// @param weight its share of the sum of all weights
/// @param expected how many it should have of all units that there are
public record ArmUnits(String variant, int weight, long units, double expected) {}
