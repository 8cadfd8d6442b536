package dev.forktail.duckdb.child;

import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes Parquet files of one table of the lake. Each is written under another name, forced to
/// disk and then renamed: a file with the right name is whole.
///
/// Layout: zstd; row groups of 20,480 rows, which compress as well as larger ones and are all that
/// a lookup by id has to read; DuckDB writes bloom filters for columns with a dictionary only, so
/// ids, which hardly repeat, are given one as long as it is shorter than 2 MB.
final class ParquetOutput {
  private static final int ROW_GROUP_ROWS = 20_480;
  private static final int DICTIONARY_BYTES_MAX = 2 * 1024 * 1024;

  private final Database database;
  private final LakeRoot root;
  private final String name;
  private final Map<String, String> notes;
  private int written;

  /// @param name with which the names of the files begin
  ParquetOutput(Database database, LakeRoot root, String name) {
    this(database, root, name, Map.of());
  }

  /// @param notes what each file says of itself, by key
  ParquetOutput(Database database, LakeRoot root, String name, Map<String, String> notes) {
    this.database = database;
    this.root = root;
    this.name = name;
    this.notes = notes;
  }

  /// Writes what `rows` selects, sorted, as a file of `table`.
  LakeFile write(TableName table, List<Column> columns, String rows)
      throws SQLException, IOException {
    String order = " ORDER BY " + Sql.names(table.sortedBy());
    return writeAsIs(table, columns, "(" + rows + ")" + order);
  }

  /// Writes what `rows` selects, in the order in which it comes.
  LakeFile writeInOrder(TableName table, List<Column> columns, String rows)
      throws SQLException, IOException {
    return writeAsIs(table, columns, "(" + rows + ")");
  }

  private LakeFile writeAsIs(TableName table, List<Column> columns, String rows)
      throws SQLException, IOException {
    String location = root.dataFile(table, name + "-" + written++ + ".parquet");
    Path file = LakeRoot.path(location);
    var parquet = writeWhole(file, columns, rows);
    long events = table == TableName.EVENTS ? parquet.rows() : events(file);
    return new LakeFile(
        table, location, parquet.rows(), events, parquet.bytes(), parquet.columns());
  }

  /// Writes what `rows` selects as `file`, which belongs to no table of events.
  static Parquet writeFile(Database database, Path file, List<Column> columns, String rows)
      throws SQLException, IOException {
    var root = new LakeRoot("file://" + file.resolveSibling("").normalize());
    return new ParquetOutput(database, root, "", Map.of()).writeWhole(file, columns, rows);
  }

  private Parquet writeWhole(Path file, List<Column> columns, String rows)
      throws SQLException, IOException {
    Path folder = Files.createDirectories(file.resolveSibling(""));
    Path unfinished = folder.resolve(file.getFileName() + ".part");
    var parquet = copy(columns, rows, unfinished);
    force(unfinished);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    force(folder);
    return parquet;
  }

  private Parquet copy(List<Column> columns, String rows, Path file) throws SQLException {
    String sql =
        """
        COPY (SELECT %s FROM %s) TO %s (FORMAT parquet, COMPRESSION zstd,
          ROW_GROUP_SIZE %d, DICTIONARY_SIZE_LIMIT %d, STRING_DICTIONARY_PAGE_SIZE_LIMIT %d,
          FIELD_IDS {%s}, KV_METADATA {%s}, RETURN_STATS)
        """
            .formatted(
                Sql.names(columns),
                rows,
                Sql.text(file.toString()),
                ROW_GROUP_ROWS,
                ROW_GROUP_ROWS,
                DICTIONARY_BYTES_MAX,
                columns.stream()
                    .map(column -> Sql.name(column.name()) + ": " + column.fieldId())
                    .collect(Collectors.joining(", ")),
                notes.entrySet().stream()
                    .map(note -> Sql.text(note.getKey()) + ": " + Sql.text(note.getValue()))
                    .collect(Collectors.joining(", ")));
    return database.rows(sql, result -> parquet(result, columns)).getFirst();
  }

  private static Parquet parquet(ResultSet result, List<Column> columns) throws SQLException {
    var all = (Map<?, ?>) result.getObject("column_statistics");
    var stats = new ArrayList<ColumnStats>();
    for (var column : columns) {
      if (all.get(Sql.name(column.name())) instanceof Map<?, ?> ofColumn) {
        stats.add(CopyStats.of(column, ofColumn));
      }
    }
    return new Parquet(result.getLong("count"), result.getLong("file_size_bytes"), stats);
  }

  private long events(Path file) throws SQLException {
    return database
        .rows(
            "SELECT sum(events)::BIGINT FROM read_parquet(" + Sql.text(file.toString()) + ")",
            result -> result.getLong(1))
        .getFirst();
  }

  private static void force(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// What COPY says of the file it has written.
  record Parquet(long rows, long bytes, List<ColumnStats> columns) {}
}
