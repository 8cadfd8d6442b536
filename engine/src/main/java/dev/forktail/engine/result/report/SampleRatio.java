package dev.forktail.engine.result.report;

import dev.forktail.statistics.Answer;
import dev.forktail.statistics.allocation.SampleRatioTest;
import dev.forktail.statistics.allocation.SequentialSampleRatioTest;
import java.util.List;
import java.util.Optional;

/// Whether the arms have the units that they should.
///
/// @param sequential holds whenever one looks; its p-value is the least at the end of any day so
///   far
/// @param fixed for one look at the end; decides nothing while the run goes on
/// @param isMismatch whether they have not, and no other number can be trusted
/// @param strata where to look for the cause, the most unlikely first; empty without a mismatch
/// @param cause the stratum that most of it is from, if one stands out
public record SampleRatio(
    Answer<SequentialSampleRatioTest> sequential,
    Answer<SampleRatioTest> fixed,
    boolean isMismatch,
    List<Stratum> strata,
    Optional<Stratum> cause) {

  public SampleRatio {
    strata = List.copyOf(strata);
  }

  /// Units that have something in common.
  ///
  /// @param name `browser Safari`, `2026-11-20`
  /// @param counts of each arm
  /// @param holm the sequential p-value of its shares, corrected for all strata
  /// @param share how much of the mismatch is in it; above 1 where others make up for it
  public record Stratum(String name, List<Long> counts, double holm, double share) {
    public Stratum {
      counts = List.copyOf(counts);
    }
  }
}
