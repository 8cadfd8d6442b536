package dev.forktail.app.fault;

import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.lake.Lake;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.export.PostgresLakeCatalog;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// The Parquet files of the current Iceberg snapshots of a lake, read by DuckDB in this process.
final class LakeFiles {
  private static final Duration BACK = Duration.ofDays(40);
  private static final Duration AHEAD = Duration.ofDays(3);

  private final Lake lake;

  LakeFiles(Path folder, PostgresDatabase catalog) {
    this.lake = Lake.at(LakeRoot.of(folder), new PostgresLakeCatalog(catalog), UUID::randomUUID);
  }

  /// How many rows the current snapshot has, as it says.
  long rows(TableName table) {
    return lake.table(table).state().rows();
  }

  /// Up to which slice the table says it is filled.
  long watermark(TableName table) {
    return lake.table(table).state().watermark();
  }

  /// The locations of all files that the table and its snapshots are made of.
  Set<String> reachable(TableName table) {
    return lake.table(table).reachable();
  }

  /// How many events of each slice are in the current snapshot.
  Map<Long, Long> slices() throws SQLException {
    var slices = new TreeMap<Long, Long>();
    if (rows(TableName.EVENTS) > 0) {
      counts(TableName.EVENTS, "SELECT slice, count(*)")
          .forEach((slice, rows) -> slices.put(Long.parseLong(slice), rows));
    }
    return slices;
  }

  /// What `select` counts by its first column, over all rows of `table`: `SELECT name, count(*)`.
  Map<String, Long> counts(TableName table, String select) throws SQLException {
    var counts = new TreeMap<String, Long>();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                select
                    + " FROM read_parquet(["
                    + paths(table)
                    + "], union_by_name = true) GROUP BY 1")) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
    }
    return counts;
  }

  private String paths(TableName name) {
    var table = lake.table(name);
    var now = Instant.now();
    int first = name.period().of(now.minus(BACK));
    int last = name.period().of(now.plus(AHEAD));
    var files = table.smallFiles(first, last, Long.MAX_VALUE);
    if (files.size() != table.state().files()) {
      throw new IllegalStateException("There are files of other times");
    }
    return files.stream()
        .map(TableFile::location)
        .map(location -> "'" + LakeRoot.path(location) + "'")
        .collect(Collectors.joining(", "));
  }
}
