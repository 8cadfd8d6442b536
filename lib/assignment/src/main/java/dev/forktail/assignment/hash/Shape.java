package dev.forktail.assignment.hash;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What of an experiment its hashes depend on: its key, the salts that were chosen, the weights of
/// its variants in their order, and its part of an exclusion group.
public record Shape(
    String key, Map<String, String> salts, List<Integer> weights, @Nullable Group group) {

  /// The ranges `[from, to)` of the group's 10,000 points.
  public record Group(String key, List<Points> ranges) {
    public Group {
      ranges = List.copyOf(ranges);
    }
  }

  public record Points(int from, int to) {}

  public Shape {
    salts = Map.copyOf(salts);
    weights = List.copyOf(weights);
  }

  /// The salt called `name`, by default `otherwise`.
  String salt(String name, String otherwise) {
    return salts.getOrDefault(name, otherwise);
  }

  int weightSum() {
    return weights.stream().mapToInt(Integer::intValue).sum();
  }

  /// The first number that is no longer the variant's, for each variant.
  int[] ends() {
    int[] ends = new int[weights.size()];
    int sum = 0;
    for (int i = 0; i < ends.length; i++) {
      sum += weights.get(i);
      ends[i] = sum;
    }
    return ends;
  }

  /// The variants' shares as the binary fractions that other products compute with. A quotient of
  /// two integers is rounded once, exactly as the decimal fraction in their definitions is: 3333 of
  /// 10000 is the same double as 0.3333, and 1 of 3 the same as 1/3.
  double[] shares() {
    double sum = weightSum();
    return weights.stream().mapToDouble(weight -> weight / sum).toArray();
  }
}
