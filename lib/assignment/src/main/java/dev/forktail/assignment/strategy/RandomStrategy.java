package dev.forktail.assignment.strategy;

import dev.forktail.assignment.AssignmentStrategy;
import dev.forktail.assignment.Dealer;
import dev.forktail.assignment.StrategySetup;

/// By chance, once per visitor; then remembered.
public final class RandomStrategy implements AssignmentStrategy {
  @Override
  public String name() {
    return "random";
  }

  @Override
  public String description() {
    return "By chance, once per visitor; the cookie or session remembers it.";
  }

  @Override
  public boolean needsMemory() {
    return true;
  }

  @Override
  public Dealer dealer(StrategySetup setup) {
    Options.of(setup).checkKnown();
    int[] weights = Weights.of(setup);
    return (_, _, _) -> Weights.pick(weights, setup.random().get());
  }
}
