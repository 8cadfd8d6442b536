package dev.forktail.assignment.strategy;

import dev.forktail.assignment.AssignmentStrategy;
import dev.forktail.assignment.Dealer;
import dev.forktail.assignment.StrategySetup;

/// By the hash of the unit: the same variant for ever, on every node, without memory.
public final class HashStrategy implements AssignmentStrategy {
  @Override
  public String name() {
    return "hash";
  }

  @Override
  public String description() {
    return "The same variant for the same unit, always and everywhere; nothing is stored.";
  }

  @Override
  public boolean needsMemory() {
    return false;
  }

  @Override
  public Dealer dealer(StrategySetup setup) {
    Options.of(setup).checkKnown();
    var bucketing = setup.bucketing();
    return (unit, _, _) -> bucketing.variant(unit);
  }
}
