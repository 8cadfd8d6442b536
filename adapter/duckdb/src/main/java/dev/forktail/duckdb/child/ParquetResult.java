package dev.forktail.duckdb.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// A Parquet file, written by DuckDB into the child's folder first. When there are more rows than
/// are wanted, the first ones of it are written again: how many there are is known only then.
final class ParquetResult implements ResultOutput {

  /// What it writes in `folder`.
  static List<Path> files(Path folder) {
    return List.of(folder.resolve("result.parquet"), folder.resolve("result-cut.parquet"));
  }

  @Override
  public Written write(Answer answer, Database database, LimitedOutput out)
      throws SQLException, IOException {
    var files = files(database.folder());
    try {
      return write(answer, database, files.getFirst(), files.getLast(), out);
    } finally {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Written write(
      Answer answer, Database database, Path all, Path cut, LimitedOutput out)
      throws SQLException, IOException {
    String rows = answer.rows(PortableColumns.of(answer.columns()));
    long count = copyWatched(rows, all, database, out);
    boolean truncated = count > answer.rowsMax();
    if (truncated) {
      String first = "FROM read_parquet(" + Sql.text(all.toString()) + ") LIMIT ";
      count = copy(first + answer.rowsMax(), cut, database);
    }
    Files.copy(truncated ? cut : all, out);
    return new Written(count, truncated);
  }

  private static long copyWatched(String rows, Path file, Database database, LimitedOutput out)
      throws SQLException {
    try (var watch = FileWatch.start(file, out.room(), database::stop)) {
      try {
        return copy(rows, file, database);
      } catch (SQLException e) {
        if (watch.isOver()) {
          throw out.tooLarge();
        }
        throw e;
      }
    }
  }

  private static long copy(String rows, Path file, Database database) throws SQLException {
    String sql =
        "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)"
            .formatted(rows, Sql.text(file.toString()));
    return database.write(sql);
  }
}
