package org.example.strategy;

import dev.forktail.assignment.AssignmentStrategy;
import dev.forktail.assignment.Dealer;
import dev.forktail.assignment.StrategySetup;
import java.util.concurrent.atomic.AtomicLong;

/// The second variant for the first so many visitors of this node, the first variant for all others.
public final class FirstComeStrategy implements AssignmentStrategy {
  @Override
  public String name() {
    return "first-come";
  }

  @Override
  public String description() {
    return "The second variant for the first visitors, as many as the option places says.";
  }

  @Override
  public boolean needsMemory() {
    return true;
  }

  @Override
  public Dealer dealer(StrategySetup setup) {
    String places = setup.experiment().strategy().options().getOrDefault("places", "");
    if (!places.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException("Option places must be a whole number: " + places);
    }
    if (setup.experiment().variants().size() != 2) {
      throw new IllegalArgumentException("Strategy first-come needs two variants");
    }
    var left = new AtomicLong(Long.parseLong(places));
    return (_, _, _) -> left.getAndDecrement() > 0 ? 1 : 0;
  }
}
