package dev.forktail.duckdb.child;

import dev.forktail.engine.query.SqlOutcome.ResultColumn;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// A JSON array of rows, each an array of values.
final class JsonRows implements TextRows {
  private final Utf8Writer out;
  private final int columns;
  private boolean begun;

  JsonRows(Utf8Writer out, List<ResultColumn> columns) {
    this.out = out;
    this.columns = columns.size();
  }

  @Override
  public void begin() throws IOException {
    out.ascii('[');
  }

  @Override
  public void add(ResultSet row) throws SQLException, IOException {
    out.ascii(begun ? ",[" : "[");
    begun = true;
    for (int i = 1; i <= columns; i++) {
      if (i > 1) {
        out.ascii(',');
      }
      JsonValues.write(out, row.getObject(i));
    }
    out.ascii(']');
  }

  @Override
  public void end() throws IOException {
    out.ascii(']');
  }
}
