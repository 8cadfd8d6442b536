package dev.forktail.duckdb.child;

import dev.forktail.engine.query.SqlOutcome.ResultColumn;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Rows as text, written as they are found.
final class TextResult implements ResultOutput {
  private final Format format;

  TextResult(Format format) {
    this.format = format;
  }

  @Override
  public Written write(Answer answer, Database database, LimitedOutput out)
      throws SQLException, IOException {
    var text = new Utf8Writer(out);
    var rows = format.rows(text, answer.columns());
    var written = database.read(answer.rows("*"), result -> copy(result, rows, answer.rowsMax()));
    text.flush();
    return written;
  }

  private static Written copy(ResultSet result, TextRows rows, long rowsMax)
      throws SQLException, IOException {
    long count = 0;
    boolean more = result.next();
    rows.begin();
    while (more && count < rowsMax) {
      rows.add(result);
      count++;
      more = result.next();
    }
    rows.end();
    return new Written(count, more);
  }

  /// How rows are made text.
  interface Format {
    TextRows rows(Utf8Writer out, List<ResultColumn> columns);
  }
}
