package dev.forktail.engine.query;

import java.util.List;

/// What running a statement has come to.
///
/// @param columns of the result
/// @param rows how many were written
/// @param truncated whether there were more than the limits allow
/// @param openRows how many rows came from the database
public record SqlOutcome(List<ResultColumn> columns, long rows, boolean truncated, long openRows) {
  public SqlOutcome {
    columns = List.copyOf(columns);
  }

  /// A column of a result.
  ///
  /// @param type as DuckDB calls it, such as `BIGINT`
  public record ResultColumn(String name, String type) {}
}
