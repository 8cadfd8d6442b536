package dev.forktail.engine.export;

/// The types of columns in the lake: the few that PostgreSQL, Parquet, Iceberg and DuckDB agree on.
///
/// In a [RowSource] each value has PostgreSQL's binary form of the type in brackets.
public enum ColumnType {
  /// 32 bits (`int4`).
  INTEGER,
  /// 64 bits (`int8`).
  LONG,
  /// IEEE 754, 64 bits (`float8`).
  DOUBLE,
  /// `bool`.
  BOOLEAN,
  /// A moment, to the microsecond (`timestamptz`).
  TIMESTAMP,
  /// UTF-8 (`text`).
  STRING
}
