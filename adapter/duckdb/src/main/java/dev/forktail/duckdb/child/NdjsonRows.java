package dev.forktail.duckdb.child;

import dev.forktail.engine.query.SqlOutcome.ResultColumn;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// One JSON object a line.
final class NdjsonRows implements TextRows {
  private final Utf8Writer out;
  private final List<ResultColumn> columns;

  NdjsonRows(Utf8Writer out, List<ResultColumn> columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public void begin() {
    // Nothing comes before the first line.
  }

  @Override
  public void add(ResultSet row) throws SQLException, IOException {
    out.ascii('{');
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        out.ascii(',');
      }
      out.json(columns.get(i).name());
      out.ascii(':');
      JsonValues.write(out, row.getObject(i + 1));
    }
    out.ascii("}\n");
  }

  @Override
  public void end() {
    // Nothing comes after the last line.
  }
}
