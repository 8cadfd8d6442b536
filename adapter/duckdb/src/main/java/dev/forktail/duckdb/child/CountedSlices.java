package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.Request;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.RollupColumns;
import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// A file of a rollup table, counted from files of `events`.
final class CountedSlices {
  private CountedSlices() {}

  /// The file; none when there is nothing to count.
  static List<LakeFile> write(Request.CountSlices request, Database database)
      throws SQLException, IOException {
    database.execute("CREATE TABLE recounted AS " + counts(request));
    long rows = database.rows("SELECT count(*) FROM recounted", row -> row.getLong(1)).getFirst();
    if (rows == 0) {
      return List.of();
    }
    var output = new ParquetOutput(database, new LakeRoot(request.root()), request.name());
    return List.of(
        output.write(request.what().rollup(), RollupColumns.ALL, "SELECT * FROM recounted"));
  }

  private static String counts(Request.CountSlices request) {
    var what = request.what();
    String counted =
        """
        SELECT project, name, source, date_trunc('%s', occurred) AS start, count(*) AS events
        FROM %s WHERE slice IN (%s) GROUP BY ALL
        """
            .formatted(
                what.rollup() == TableName.ROLLUP_HOUR ? "hour" : "day",
                files(what.events()),
                what.slices().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    return what.counted().isEmpty() ? counted : without(counted, files(what.counted()));
  }

  /// The counts that are larger than those in `files`, by how much they are.
  private static String without(String counts, String files) {
    return """
    SELECT project, name, source, start, sum(events)::BIGINT AS events
    FROM (%s UNION ALL BY NAME
      SELECT project, name, source, start, -events AS events FROM %s)
    GROUP BY ALL HAVING sum(events) > 0
    """
        .formatted(counts, files);
  }

  private static String files(List<String> locations) {
    return locations.stream()
        .map(location -> Sql.text(LakeRoot.path(location).toString()))
        .collect(Collectors.joining(", ", "read_parquet([", "], hive_partitioning = false)"));
  }
}
