package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.Request;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.facts.FactFile;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/// A table of facts, on its way into a Parquet file.
final class FactFiles {
  private FactFiles() {}

  /// Writes the rows of `job`, in the order in which they come.
  static FactFile write(Request.WriteFacts request, Job job, Database database)
      throws SQLException, IOException {
    var facts = request.facts();
    var tables = FactTables.create(database, List.of(facts));
    tables.load(new CopyRows(job.rows(), List.of()));
    var file = LakeRoot.path(request.location());
    var parquet = ParquetOutput.writeFile(database, file, facts.columns(), FactTables.table(facts));
    return new FactFile(request.location(), parquet.rows(), parquet.bytes(), parquet.columns());
  }
}
