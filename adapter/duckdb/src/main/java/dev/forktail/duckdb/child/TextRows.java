package dev.forktail.duckdb.child;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Rows as text, one after the other.
interface TextRows {

  /// Writes what comes before the first row.
  void begin() throws IOException;

  /// Writes the row at which `row` stands.
  void add(ResultSet row) throws SQLException, IOException;

  /// Writes what comes after the last row.
  void end() throws IOException;
}
