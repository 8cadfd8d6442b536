package dev.forktail.assignment;

import dev.forktail.assignment.hash.UnitId;
import java.time.Instant;

/// Deals the variants of one experiment to those units that take part in it.
///
/// Safe for concurrent use, in microseconds: no input or output, no waiting.
@FunctionalInterface
public interface Dealer {
  /// The answer for a unit that gets no variant.
  int NONE = -1;

  /// The index of the variant for `unit`, which is the experiment's unit of `subject`, or [#NONE].
  int deal(UnitId unit, Subject subject, Instant now);
}
