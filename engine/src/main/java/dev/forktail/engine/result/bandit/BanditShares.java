package dev.forktail.engine.result.bandit;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.util.List;

/// The shares by which the next units of a run are dealt.
///
/// @param run its number
/// @param weights of the variants in their order, in basis points: 10,000 together
/// @param asOf up to when what was stored counts in them
public record BanditShares(
    ProjectId project, ExperimentKey experiment, int run, List<Integer> weights, Instant asOf) {
  public static final int WHOLE = 10_000;

  public BanditShares {
    weights = List.copyOf(weights);
    boolean negative = weights.stream().anyMatch(weight -> weight < 0);
    if (negative || weights.stream().mapToInt(Integer::intValue).sum() != WHOLE) {
      throw new IllegalArgumentException("weights must be 10,000 together: " + weights);
    }
  }

  /// Whether `other` is of a later run, or later in the same.
  public boolean isBefore(BanditShares other) {
    return run < other.run || (run == other.run && asOf.isBefore(other.asOf));
  }
}
