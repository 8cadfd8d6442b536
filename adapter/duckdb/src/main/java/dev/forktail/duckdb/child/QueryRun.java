package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.DataFrames;
import dev.forktail.duckdb.wire.Request;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.query.ResultFormat;
import dev.forktail.engine.query.SqlOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// A statement of a user, from its text to its result. What can be wrong with it is found before
/// any row is read.
final class QueryRun {
  private final Request.Query request;
  private final Job job;
  private final Database database;

  private QueryRun(Request.Query request, Job job, Database database) {
    this.request = request;
    this.job = job;
    this.database = database;
  }

  /// Runs it over the rows of `job` and the files, and writes its result to `out`.
  static SqlOutcome run(Request.Query request, Job job, Database database, DataFrames out)
      throws SQLException, IOException {
    return new QueryRun(request, job, database).run(new LimitedOutput(out, request.bytesMax()));
  }

  private SqlOutcome run(LimitedOutput out) throws SQLException, IOException {
    var open = OpenRows.create(database, request.openColumns());
    var facts = FactTables.create(database, request.facts());
    new QueryViews(request, database, open).create();
    Sandbox.close(database, files());
    var answer = Answer.prepare(request.sql(), request.rowsMax(), database);
    var rows = open.rows(job.rows());
    long openRows = request.files().isEmpty() ? 0 : open.load(rows);
    facts.load(rows);
    var written = ResultOutput.of(request.format()).write(answer, database, out);
    return new SqlOutcome(answer.columns(), written.rows(), written.truncated(), openRows);
  }

  /// Those that may be reached, the result's own among them.
  private List<Path> files() {
    var read = request.files().values().stream().flatMap(List::stream).map(LakeRoot::path);
    var written =
        request.format() == ResultFormat.PARQUET
            ? ParquetResult.files(database.folder()).stream()
            : Stream.<Path>of();
    return Stream.concat(read, written).toList();
  }
}
