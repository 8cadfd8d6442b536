package dev.forktail.engine.export;

/// A column of a lake table.
///
/// @param fieldId its Iceberg field id, in the Parquet files too; never given to another column
/// @param required whether every row has a value
public record Column(int fieldId, String name, ColumnType type, boolean required) {
  public Column {
    if (fieldId < 1 || name.isEmpty()) {
      throw new IllegalArgumentException("Not a column: " + fieldId + " " + name);
    }
  }
}
