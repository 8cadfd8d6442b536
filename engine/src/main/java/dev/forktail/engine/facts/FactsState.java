package dev.forktail.engine.facts;

import java.time.Duration;
import java.util.Optional;

/// How the copies of facts are doing.
///
/// @param tables how many there are to be
/// @param ready how many of them are copied and follow each change
/// @param lagBytes how much of the product database's log has not arrived
/// @param lag how old the oldest change is that has not arrived; zero when all have
/// @param keptBytes how much of its log the product database keeps for the copies
/// @param fault what keeps facts from being copied; empty while nothing does
public record FactsState(
    int tables, int ready, long lagBytes, Duration lag, long keptBytes, Optional<String> fault) {
  /// Before anything is known.
  public static final FactsState NONE = new FactsState(0, 0, 0, Duration.ZERO, 0, Optional.empty());
}
