package dev.forktail.duckdb.child;

/// Moments as files of other products have them: ISO 8601 and what DuckDB takes for it, in UTC
/// where nothing is said; or a number of seconds, milliseconds, microseconds or nanoseconds since
/// 1970, told apart by its size.
final class TimeSql {
  private TimeSql() {}

  /// The moment that the text `expression` names; NULL when it names none.
  static String of(String expression) {
    return """
    CASE WHEN regexp_full_match(%1$s, '[0-9]{9,19}(\\.[0-9]+)?')
      THEN make_timestamptz((TRY_CAST(%1$s AS DECIMAL(28, 6)) * CASE
        WHEN length(split_part(%1$s, '.', 1)) <= 11 THEN 1000000
        WHEN length(split_part(%1$s, '.', 1)) <= 14 THEN 1000
        WHEN length(split_part(%1$s, '.', 1)) <= 17 THEN 1 ELSE 0.001 END)::BIGINT)
      WHEN isfinite(TRY_CAST(%1$s AS TIMESTAMPTZ)) THEN TRY_CAST(%1$s AS TIMESTAMPTZ) END
    """
        .formatted(expression);
  }
}
