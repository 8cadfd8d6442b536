package dev.forktail.statistics.inference;

/// What a test asks: is the lift another than it would be without an effect, or is it above, or
/// below?
public enum Alternative {
  TWO_SIDED,
  GREATER,
  LESS
}
