package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.ImportRequest;
import dev.forktail.duckdb.wire.LettersAnswer;
import dev.forktail.duckdb.wire.PartAnswer;
import dev.forktail.duckdb.wire.SurveyAnswer;
import dev.forktail.duckdb.wire.Texts;
import java.io.IOException;
import java.sql.SQLException;

/// What a child can do for an import.
final class ImportTasks {
  private ImportTasks() {}

  static byte[] run(ImportRequest request, Job job, Database database)
      throws SQLException, IOException {
    return switch (request) {
      case ImportRequest.Look(var file, var format) ->
          new Texts(new ImportSource(file, format).columns(database)).toBytes();
      case ImportRequest.Map map -> {
        MappedRows.write(map, database);
        yield new byte[0];
      }
      case ImportRequest.Survey(var work) ->
          new SurveyAnswer(new MappedFiles(work, database).survey()).toBytes();
      case ImportRequest.Sample(var work, var max) ->
          new Texts(new MappedFiles(work, database).sample(max)).toBytes();
      case ImportRequest.Write write ->
          new PartAnswer(PartFiles.write(write, job, database)).toBytes();
      case ImportRequest.Letters(var work, var part) ->
          new LettersAnswer(new MappedFiles(work, database).letters(part)).toBytes();
    };
  }
}
