package dev.forktail.engine.export;

import org.jspecify.annotations.Nullable;

/// What is known of a column in one file, by which readers leave out files.
///
/// Bounds are texts: numbers and microseconds since 1970 in decimal, `true`/`false`, strings as
/// they are. A lower bound may be less than the least value, an upper one greater than the
/// greatest; null when there is none. The payload has no bounds, and strings are cut at 64 code
/// points, an upper bound only if it stays one.
///
/// @param bytes compressed, in the file
/// @param values how many, nulls included
public record ColumnStats(
    int fieldId,
    long bytes,
    long values,
    long nulls,
    @Nullable String lower,
    @Nullable String upper) {
  public ColumnStats {
    if (bytes < 0 || nulls < 0 || nulls > values) {
      throw new IllegalArgumentException(
          "Not the counts of column %d: bytes=%d values=%d nulls=%d"
              .formatted(fieldId, bytes, values, nulls));
    }
  }
}
