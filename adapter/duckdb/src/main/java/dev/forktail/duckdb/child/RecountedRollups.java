package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.Request;
import dev.forktail.engine.export.LakeRewriter.Recount;
import dev.forktail.engine.export.LakeRewriter.Recounted;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.Period;
import dev.forktail.engine.export.RollupColumns;
import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// Rollups of one partition: those of some days counted from the events, the others as they were.
final class RecountedRollups {
  private RecountedRollups() {}

  static Recounted write(Request.Recount request, Database database)
      throws SQLException, IOException {
    var what = request.what();
    long kept = keep(what, database);
    long counted = count(what, database);
    var output = new ParquetOutput(database, new LakeRoot(request.root()), request.name());
    String all =
        """
        SELECT project, name, source, start, sum(events)::BIGINT AS events
        FROM (FROM kept UNION ALL BY NAME FROM counted) GROUP BY ALL
        """;
    return new Recounted(
        counted, kept, List.of(output.write(what.table(), RollupColumns.ALL, all)));
  }

  private static long keep(Recount what, Database database) throws SQLException {
    database.execute("CREATE TABLE kept (" + Sql.definitions(RollupColumns.ALL) + ")");
    if (!what.rollups().isEmpty()) {
      database.execute(
          "INSERT INTO kept BY NAME SELECT project, name, source, start, events FROM %s WHERE NOT (%s)"
              .formatted(files(what.rollups()), days(what.days(), "start")));
    }
    return events("kept", database);
  }

  private static long count(Recount what, Database database) throws SQLException {
    database.execute("CREATE TABLE counted (" + Sql.definitions(RollupColumns.ALL) + ")");
    if (!what.sources().isEmpty()) {
      database.execute(
          """
          INSERT INTO counted BY NAME
          SELECT project, name, source, date_trunc('%s', %s) AS start, %s AS events
          FROM %s GROUP BY ALL
          """
              .formatted(
                  what.table() == TableName.ROLLUP_HOUR ? "hour" : "day",
                  what.from().time().name(),
                  what.from() == TableName.EVENTS ? "count(*)" : "sum(events)::BIGINT",
                  files(what.sources())));
    }
    return events("counted", database);
  }

  private static long events(String table, Database database) throws SQLException {
    String sql = "SELECT coalesce(sum(events), 0)::BIGINT FROM " + table;
    return database.rows(sql, row -> row.getLong(1)).getFirst();
  }

  private static String days(List<Integer> days, String column) {
    return days.stream()
        .map(
            day ->
                "%1$s >= TIMESTAMPTZ '%2$s' AND %1$s < TIMESTAMPTZ '%3$s'"
                    .formatted(column, Period.DAY.start(day), Period.DAY.start(day + 1)))
        .collect(Collectors.joining(") OR (", "(", ")"));
  }

  private static String files(List<String> locations) {
    return locations.stream()
        .map(location -> Sql.text(LakeRoot.path(location).toString()))
        .collect(Collectors.joining(", ", "read_parquet([", "])"));
  }
}
