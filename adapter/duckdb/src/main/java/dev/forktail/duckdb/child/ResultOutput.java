package dev.forktail.duckdb.child;

import dev.forktail.engine.query.ResultFormat;
import java.io.IOException;
import java.sql.SQLException;

/// Writes the rows of an answer in one format.
interface ResultOutput {

  static ResultOutput of(ResultFormat format) {
    return switch (format) {
      case JSON -> new TextResult(JsonRows::new);
      case NDJSON -> new TextResult(NdjsonRows::new);
      case CSV -> new TextResult(CsvRows::new);
      case PARQUET -> new ParquetResult();
      case ARROW -> new ArrowResult();
    };
  }

  /// Writes them all, up to the number that is wanted.
  Written write(Answer answer, Database database, LimitedOutput out)
      throws SQLException, IOException;

  /// What was written.
  ///
  /// @param truncated whether there were more
  record Written(long rows, boolean truncated) {}
}
