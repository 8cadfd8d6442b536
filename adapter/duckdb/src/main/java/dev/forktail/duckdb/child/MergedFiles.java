package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.Request;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.FileMerger.Merged;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Files of one table, rewritten as one per partition.
final class MergedFiles {
  private static final int MEMORY_SHARE = 4;

  private final Request.Merge request;
  private final Database database;

  private MergedFiles(Request.Merge request, Database database) {
    this.request = request;
    this.database = database;
  }

  static Merged write(Request.Merge request, Database database) throws SQLException, IOException {
    return new MergedFiles(request, database).write();
  }

  private Merged write() throws SQLException, IOException {
    var table = request.table();
    var output = new ParquetOutput(database, new LakeRoot(request.root()), request.name());
    var columns = new LakeSchema(request.promoted()).columns(table);
    database.execute("CREATE VIEW merged AS " + rows());
    boolean fits = fits();
    var files = new ArrayList<LakeFile>();
    for (String partition : partitions()) {
      String rows = "SELECT * FROM merged WHERE " + partition;
      files.add(
          fits ? output.write(table, columns, rows) : output.writeInOrder(table, columns, rows));
    }
    return new Merged(eventsRead(), files);
  }

  /// Whether all rows can be sorted in memory. DuckDB 2.0 runs out of memory over more of them,
  /// long before it uses its temporary files; then the sorted runs of the files follow each other,
  /// and row groups are sorted but the file is not.
  private boolean fits() throws SQLException {
    String sql =
        "SELECT sum(total_uncompressed_size)::BIGINT FROM parquet_metadata(["
            + paths(request.locations())
            + "])";
    long bytes = database.rows(sql, row -> row.getLong(1)).getFirst();
    return bytes <= database.memoryBytes() / MEMORY_SHARE;
  }

  private long eventsRead() throws SQLException {
    String count = request.table() == TableName.EVENTS ? "count(*)" : "sum(events)::BIGINT";
    String sql = "SELECT " + count + " FROM " + files(request.locations());
    return database.rows(sql, row -> row.getLong(1)).getFirst();
  }

  /// A condition for each partition that has rows.
  private List<String> partitions() throws SQLException {
    String time = Sql.name(request.table().time().name());
    var period = request.table().period();
    String sql =
        "SELECT DISTINCT epoch_us(date_trunc('%s', %s)) FROM %s ORDER BY 1"
            .formatted(period, time, files(request.locations()));
    return database.rows(sql, row -> moment(row.getLong(1))).stream()
        .map(period::of)
        .map(partition -> between(time, period.start(partition), period.start(partition + 1)))
        .toList();
  }

  private static String between(String time, Instant from, Instant to) {
    return "%1$s >= TIMESTAMPTZ '%2$s' AND %1$s < TIMESTAMPTZ '%3$s'".formatted(time, from, to);
  }

  private static Instant moment(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private String rows() throws SQLException {
    if (request.table() != TableName.EVENTS) {
      return "SELECT project, name, source, start, sum(events)::BIGINT AS events FROM"
          + " read_parquet(["
          + paths(request.locations())
          + "]) GROUP BY ALL";
    }
    return eventRows();
  }

  /// Files that have the same promoted columns are read together.
  private String eventRows() throws SQLException {
    var groups = new LinkedHashMap<Set<String>, List<String>>();
    for (String location : request.locations()) {
      groups.computeIfAbsent(columnsOf(location), _ -> new ArrayList<>()).add(location);
    }
    return groups.entrySet().stream()
        .map(group -> eventRows(group.getKey(), group.getValue()))
        .collect(Collectors.joining(" UNION ALL BY NAME "));
  }

  private String eventRows(Set<String> present, List<String> locations) {
    var kept = new ArrayList<String>();
    for (var column : new LakeSchema(request.promoted()).own()) {
      kept.add(present.contains(column.name()) ? Sql.name(column.name()) : Sql.absent(column));
    }
    var missing = new ArrayList<PromotedColumn>();
    for (var property : request.promoted()) {
      if (present.contains(property.column().name())) {
        kept.add(Sql.name(property.column().name()));
      } else {
        missing.add(property);
      }
    }
    return PromotedSql.with(missing, String.join(", ", kept), files(locations));
  }

  /// The rows of the files that are to be written.
  private String files(Collection<String> locations) {
    String all = "read_parquet([" + paths(locations) + "])";
    return request
        .without()
        .map(
            slices ->
                "(FROM %s WHERE NOT (%s BETWEEN %d AND %d))"
                    .formatted(all, EventColumns.SLICE.name(), slices.first(), slices.last()))
        .orElse(all);
  }

  private Set<String> columnsOf(String location) throws SQLException {
    return new HashSet<>(
        database.rows(
            "SELECT name FROM parquet_schema(" + path(location) + ")", row -> row.getString(1)));
  }

  private static String paths(Collection<String> locations) {
    return locations.stream().map(MergedFiles::path).collect(Collectors.joining(", "));
  }

  private static String path(String location) {
    return Sql.text(LakeRoot.path(location).toString());
  }
}
