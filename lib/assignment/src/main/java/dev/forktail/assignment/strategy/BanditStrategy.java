package dev.forktail.assignment.strategy;

import dev.forktail.assignment.AssignmentStrategy;
import dev.forktail.assignment.Dealer;
import dev.forktail.assignment.StrategySetup;

/// By chance, with weights that follow the results: of each arm the chance that it is the best.
/// Because they do, a test with a fixed horizon has no valid p-value here; who shows results must
/// not show one.
public final class BanditStrategy implements AssignmentStrategy {
  @Override
  public String name() {
    return "bandit";
  }

  @Override
  public String description() {
    return "By chance, more and more of what does better (Thompson sampling); the cookie or session"
        + " remembers it. Results have no fixed-horizon p-values.";
  }

  @Override
  public boolean needsMemory() {
    return true;
  }

  @Override
  public Dealer dealer(StrategySetup setup) {
    Options.of(setup).checkKnown();
    int[] defined = Weights.of(setup);
    var key = setup.experiment().key();
    return (_, _, _) -> {
      int[] fed = setup.weights().weightsOf(key);
      return Weights.pick(fed == null ? defined : checked(fed, defined), setup.random().get());
    };
  }

  private static int[] checked(int[] fed, int[] defined) {
    if (fed.length != defined.length) {
      throw new IllegalStateException(
          "The bandit was fed " + fed.length + " weights for " + defined.length + " variants");
    }
    return fed;
  }
}
