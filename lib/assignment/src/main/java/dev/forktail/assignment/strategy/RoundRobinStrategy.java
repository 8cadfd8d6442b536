package dev.forktail.assignment.strategy;

import dev.forktail.assignment.AssignmentStrategy;
import dev.forktail.assignment.Dealer;
import dev.forktail.assignment.StrategySetup;
import java.util.concurrent.atomic.AtomicLong;

/// One variant after the other, as often as its weight says. Each node deals whole cycles of its
/// own, from a place of the cycle that chance has chosen: so its counts are off by less than one
/// cycle, and no node waits for another.
public final class RoundRobinStrategy implements AssignmentStrategy {
  /// The longest cycle. Weights that need more have too many digits in common with nothing.
  private static final int CYCLE_MAX = 100_000;

  @Override
  public String name() {
    return "round-robin";
  }

  @Override
  public String description() {
    return "One variant after the other in proportion to the weights, on each node of its own;"
        + " the cookie or session remembers it.";
  }

  @Override
  public boolean needsMemory() {
    return true;
  }

  @Override
  public Dealer dealer(StrategySetup setup) {
    Options.of(setup).checkKnown();
    int[] cycle = cycle(Weights.reduced(Weights.of(setup)));
    var next = new AtomicLong(setup.random().get().nextInt(cycle.length));
    return (_, _, _) -> cycle[(int) (next.getAndIncrement() % cycle.length)];
  }

  /// Each variant as often as its weight, evenly spread: next is always the one that is furthest
  /// behind its share.
  static int[] cycle(int[] weights) {
    int sum = 0;
    for (int weight : weights) {
      sum = Math.addExact(sum, weight);
    }
    if (sum > CYCLE_MAX) {
      throw new IllegalArgumentException(
          "Strategy round-robin needs weights whose cycle is at most " + CYCLE_MAX + ": " + sum);
    }
    int[] cycle = new int[sum];
    int[] behind = new int[weights.length];
    for (int at = 0; at < sum; at++) {
      int furthest = 0;
      for (int i = 0; i < weights.length; i++) {
        behind[i] += weights[i];
        furthest = behind[i] > behind[furthest] ? i : furthest;
      }
      behind[furthest] -= sum;
      cycle[at] = furthest;
    }
    return cycle;
  }
}
