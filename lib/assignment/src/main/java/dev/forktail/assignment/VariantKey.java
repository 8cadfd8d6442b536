package dev.forktail.assignment;

/// The name of a variant within its experiment.
public record VariantKey(String value) {
  public VariantKey {
    Keys.check("variant key", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
