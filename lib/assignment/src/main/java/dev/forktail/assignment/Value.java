package dev.forktail.assignment;

import java.math.BigDecimal;

/// What a variant of a feature flag carries. All variants of a flag carry the same kind.
public sealed interface Value {
  record Truth(boolean value) implements Value {}

  record Text(String value) implements Value {}

  /// A number as it was written: 1 and 1.0 differ, for callers whose types do.
  record Decimal(BigDecimal value) implements Value {}

  /// JSON text, which this library neither reads nor checks.
  record Json(String text) implements Value {}
}
