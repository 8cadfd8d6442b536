package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.DataFrames;
import dev.forktail.engine.query.ResultFormat;
import dev.forktail.engine.query.SqlOutcome;
import java.io.IOException;
import java.sql.SQLException;

/// A query of the program itself over files of the lake; its rows leave as CSV, however many.
final class Extraction {
  private Extraction() {}

  static SqlOutcome run(String sql, Database database, DataFrames out)
      throws SQLException, IOException {
    var answer = Answer.prepare(sql, Long.MAX_VALUE, database);
    var written =
        ResultOutput.of(ResultFormat.CSV)
            .write(answer, database, new LimitedOutput(out, Long.MAX_VALUE));
    return new SqlOutcome(answer.columns(), written.rows(), written.truncated(), 0);
  }
}
