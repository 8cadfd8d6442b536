package dev.forktail.assignment;

import org.jspecify.annotations.Nullable;

/// An arm of an experiment. Its share is `weight` of the sum of all weights, by convention 10,000
/// (basis points); weight 0 takes no new units. A feature flag's variants carry a value.
public record Variant(VariantKey key, int weight, @Nullable Value value) {
  public Variant {
    if (weight < 0) {
      throw new IllegalArgumentException("weight must not be negative: " + weight);
    }
  }

  public static Variant of(String key, int weight) {
    return new Variant(new VariantKey(key), weight, null);
  }

  public static Variant of(String key, int weight, Value value) {
    return new Variant(new VariantKey(key), weight, value);
  }
}
