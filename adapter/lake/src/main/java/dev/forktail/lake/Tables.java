package dev.forktail.lake;

import org.apache.iceberg.BaseTable;
import org.apache.iceberg.TableOperations;

/// Iceberg's view of a version of a table.
final class Tables {
  private Tables() {}

  /// Without the reports that Iceberg writes to the log for each scan and commit.
  static BaseTable of(TableOperations operations) {
    return new BaseTable(operations, operations.current().location(), _ -> {});
  }
}
