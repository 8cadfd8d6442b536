package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.ChildSettings;
import dev.forktail.duckdb.wire.DataFrames;
import dev.forktail.duckdb.wire.FactFileAnswer;
import dev.forktail.duckdb.wire.FileList;
import dev.forktail.duckdb.wire.MergeAnswer;
import dev.forktail.duckdb.wire.QueryAnswer;
import dev.forktail.duckdb.wire.RecountAnswer;
import dev.forktail.duckdb.wire.Request;
import dev.forktail.duckdb.wire.VerdictAnswer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/// What a child can do. Each job gets a DuckDB of its own, so that nothing is left of the last one.
final class Tasks {
  private final ChildSettings settings;

  Tasks(ChildSettings settings) {
    this.settings = settings;
  }

  /// Loads DuckDB, which takes the time that the first job shall not wait for.
  void warm() throws SQLException {
    try (var database = Database.open(settings, new Job(new byte[0]))) {
      database.execute("SELECT 1");
    }
  }

  /// Does what `job` asks for and returns the answer.
  byte[] run(Job job, DataFrames out) throws SQLException, IOException {
    var request = Request.fromBytes(job.request());
    boolean streaming = request instanceof Request.Query || request instanceof Request.Extract;
    try (var database =
        streaming ? Database.openStreaming(settings, job) : Database.open(settings, job)) {
      return run(request, job, database, out);
    }
  }

  private static byte[] run(Request request, Job job, Database database, DataFrames out)
      throws SQLException, IOException {
    return switch (request) {
      case Request.WriteSlice write ->
          new FileList(SliceFiles.write(write, job, database)).toBytes();
      case Request.Merge merge -> new MergeAnswer(MergedFiles.write(merge, database)).toBytes();
      case Request.Recount recount ->
          new RecountAnswer(RecountedRollups.write(recount, database)).toBytes();
      case Request.CountSlices count ->
          new FileList(CountedSlices.write(count, database)).toBytes();
      case Request.WriteFacts facts ->
          new FactFileAnswer(FactFiles.write(facts, job, database)).toBytes();
      case Request.Inspect(var sql, var catalog) -> {
        Sandbox.close(database, List.of());
        yield new VerdictAnswer(StatementCheck.of(sql, catalog, database)).toBytes();
      }
      case Request.Extract(var sql) ->
          new QueryAnswer(Extraction.run(sql, database, out)).toBytes();
      case Request.Query query ->
          new QueryAnswer(QueryRun.run(query, job, database, out)).toBytes();
      case Request.Import(var task) -> {
        out.write(ImportTasks.run(task, job, database));
        yield new byte[0];
      }
    };
  }
}
