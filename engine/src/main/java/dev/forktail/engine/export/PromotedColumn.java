package dev.forktail.engine.export;

/// A property of events that is a column of its own in every engine.
///
/// @param column its field id is 1000 at least; never required
/// @param source where its values come from; a value of another type is absent
public record PromotedColumn(Column column, PropertySource source) {
  private static final int FIELD_ID_MIN = 1_000;

  public PromotedColumn {
    if (column.fieldId() < FIELD_ID_MIN || column.required()) {
      throw new IllegalArgumentException("Not a column for a property: " + column);
    }
  }

  /// One whose values come from the events of all names.
  public PromotedColumn(Column column, String path) {
    this(column, PropertySource.ofAll(path));
  }
}
