package dev.forktail.engine.context;

import org.jspecify.annotations.Nullable;

/// Where an address is.
///
/// @param country ISO 3166-1, two letters
/// @param region ISO 3166-2, such as `DE-BY`
public record Place(@Nullable String country, @Nullable String region) {
  /// Of an address that nobody knows.
  public static final Place UNKNOWN = new Place(null, null);
}
