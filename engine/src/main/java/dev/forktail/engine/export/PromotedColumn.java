package dev.forktail.engine.export;

/// A property of events that is a column of its own in every engine.
///
/// @param column its field id is 1000 at least; never required
/// @param path where the value is in the payload, such as `$.properties.price`; a value of another
///   type is absent
public record PromotedColumn(Column column, String path) {
  private static final int FIELD_ID_MIN = 1_000;

  public PromotedColumn {
    if (column.fieldId() < FIELD_ID_MIN || column.required()) {
      throw new IllegalArgumentException("Not a column for a property: " + column);
    }
    if (!path.startsWith("$.")) {
      throw new IllegalArgumentException("A path begins with $. : " + path);
    }
  }
}
