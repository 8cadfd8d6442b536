package dev.forktail.app.demo;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Zipf's law over the ranks 0 to n-1: rank k is drawn with a weight of 1 / (k + 1)^exponent. A few
/// are drawn all the time, most hardly ever.
final class Zipf {
  private final double[] cumulative;

  Zipf(int ranks, double exponent) {
    cumulative = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += Math.pow(rank + 1.0, -exponent);
      cumulative[rank] = sum;
    }
  }

  int draw(RandomGenerator random) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    return Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
  }
}
