package dev.forktail.assignment.hash;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The id of a unit, never empty, with the hash that all experiments share: XXH64 of its UTF-8
/// bytes with seed 0, computed once.
public final class UnitId {
  private final String value;
  private final long hash;

  private UnitId(String value) {
    this.value = value;
    this.hash = XxHash64.of(value.getBytes(StandardCharsets.UTF_8), 0);
  }

  public static UnitId of(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("A unit's id must not be empty");
    }
    return new UnitId(value);
  }

  /// The id that `value` is, if it is one: the empty text is none.
  public static Optional<UnitId> find(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(new UnitId(value));
  }

  public String value() {
    return value;
  }

  public long hash() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnitId id && id.value.equals(value);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }

  @Override
  public String toString() {
    return value;
  }
}
