package dev.forktail.engine.result.aacheck;

import dev.forktail.assignment.hash.Bucketing;
import dev.forktail.assignment.hash.Hasher;
import dev.forktail.assignment.hash.Shape;
import dev.forktail.assignment.hash.UnitId;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/// Deals units to two arms of the same share, by the hash that experiments use.
record Dealing(List<UnitId> units, long seed) {
  private static final List<Integer> HALVES = List.of(5_000, 5_000);

  /// The units of the second arm, by their places, for one salt.
  BitSet treatment(int salt) {
    var key = "aa-check %d %d".formatted(seed, salt);
    Bucketing bucketing = Hasher.FORKTAIL_V1.bucketing(new Shape(key, Map.of(), HALVES, null));
    var treatment = new BitSet(units.size());
    for (int i = 0; i < units.size(); i++) {
      if (bucketing.variant(units.get(i)) == 1) {
        treatment.set(i);
      }
    }
    return treatment;
  }
}
