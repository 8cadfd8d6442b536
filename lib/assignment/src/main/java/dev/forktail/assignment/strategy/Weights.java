package dev.forktail.assignment.strategy;

import dev.forktail.assignment.StrategySetup;
import dev.forktail.assignment.Variant;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The weights of an experiment's variants.
final class Weights {
  private Weights() {}

  static int[] of(StrategySetup setup) {
    return setup.experiment().variants().stream().mapToInt(Variant::weight).toArray();
  }

  /// The same proportions in the smallest numbers.
  static int[] reduced(int[] weights) {
    int divisor = Arrays.stream(weights).reduce(0, Weights::commonDivisor);
    return Arrays.stream(weights).map(weight -> weight / divisor).toArray();
  }

  /// An index, each as likely as its weight says.
  static int pick(int[] weights, RandomGenerator random) {
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    int point = random.nextInt(sum);
    int index = 0;
    while (point >= weights[index]) {
      point -= weights[index++];
    }
    return index;
  }

  private static int commonDivisor(int a, int b) {
    return b == 0 ? a : commonDivisor(b, a % b);
  }
}
