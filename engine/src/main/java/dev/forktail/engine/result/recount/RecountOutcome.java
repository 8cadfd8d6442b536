package dev.forktail.engine.result.recount;

import java.time.Instant;
import java.util.List;

/// What became of a recount.
public sealed interface RecountOutcome {

  /// There is nothing to recount: the experiment is not measured.
  record Missing() implements RecountOutcome {}

  /// Events from before it was measured are still being added.
  ///
  /// @param share of them that are there, 0 to 1
  record Filling(double share) implements RecountOutcome {}

  /// It was compared.
  ///
  /// @param asOf of which moment both are
  /// @param events how many events were counted
  /// @param rows how many rows of totals they come to
  /// @param differences empty: both are the same, to the last digit
  record Compared(
      Instant asOf, long events, int rows, List<DifferentRow> differences, boolean repaired)
      implements RecountOutcome {
    public Compared {
      differences = List.copyOf(differences);
    }
  }
}
