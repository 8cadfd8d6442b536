package dev.forktail.assignment.strategy;

import java.time.Instant;

/// Which variant is dealt when.
@FunctionalInterface
interface TimePlan {
  /// The variant's index, or [dev.forktail.assignment.Dealer#NONE].
  int variantAt(Instant moment);
}
