package dev.forktail.duckdb.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.duckdb.process.ChildException;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.process.Exchange;
import dev.forktail.duckdb.wire.FileList;
import dev.forktail.duckdb.wire.Request;
import dev.forktail.duckdb.wire.SliceNote;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.query.SqlText;
import dev.forktail.engine.recovery.CsvSource;
import dev.forktail.engine.recovery.RemainingRows;
import dev.forktail.engine.recovery.SliceShare;
import dev.forktail.engine.recovery.StagedPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads files by a DuckDB child.
public final class DuckDbRemainingRows implements RemainingRows {

  private final ChildPool children;
  private final LakeRoot root;
  private final FileNames names;
  private final Duration limit;

  /// @param limit how long one call may take
  public DuckDbRemainingRows(ChildPool children, LakeRoot root, FileNames names, Duration limit) {
    this.children = children;
    this.root = root;
    this.names = names;
    this.limit = limit;
  }

  @Override
  public List<StagedPart> parts(TableName table, List<String> locations) {
    try {
      return numbers(partsSql(table, locations)).stream()
          .map(row -> part(table, locations.get((int) row[0] - 1), row))
          .toList();
    } catch (LakeException.Unavailable e) {
      if (!(e.getCause() instanceof ChildException.Failed)) {
        throw e;
      }
      // One file that cannot be read spoils the answer for all: then each is asked alone.
      if (locations.size() == 1) {
        return List.of();
      }
      return locations.stream()
          .flatMap(location -> parts(table, List.of(location)).stream())
          .toList();
    }
  }

  private static String partsSql(TableName table, List<String> locations) {
    return """
    SELECT list_position(%1$s, file_name), slice, slice_events, file_rows, events, first, last
    FROM (
      SELECT file_name,
        max(CASE WHEN decode(key) = '%2$s' THEN decode(value)::BIGINT END) AS slice,
        max(CASE WHEN decode(key) = '%3$s' THEN decode(value)::BIGINT END) AS slice_events
      FROM parquet_kv_metadata(%1$s) GROUP BY file_name)
    JOIN (
      SELECT filename AS file_name, count(*) AS file_rows, %4$s AS events,
        epoch_us(min(%5$s)) AS first, epoch_us(max(%5$s)) AS last
      FROM read_parquet(%1$s, filename = true, hive_partitioning = false) GROUP BY filename)
    USING (file_name)
    WHERE slice IS NOT NULL AND slice_events IS NOT NULL
    """
        .formatted(
            paths(locations),
            SliceNote.SLICE,
            SliceNote.EVENTS,
            table == TableName.EVENTS ? "count(*)" : "sum(events)::BIGINT",
            table.time().name());
  }

  private static StagedPart part(TableName table, String location, long[] row) {
    var time =
        new ColumnStats(
            table.time().fieldId(), 0, row[3], 0, Long.toString(row[5]), Long.toString(row[6]));
    try {
      long bytes = Files.size(LakeRoot.path(location));
      var file = new LakeFile(table, location, row[3], row[4], bytes, List.of(time));
      return new StagedPart(file, row[1], row[2]);
    } catch (IOException e) {
      throw new LakeException.Unavailable("Cannot look at " + location, e);
    }
  }

  @Override
  public List<SliceShare> shares(List<String> locations) {
    return numbers(
            """
            SELECT project, slice, count(*), max(lane), epoch_us(max(received))
            FROM read_parquet(%s, hive_partitioning = false) GROUP BY project, slice
            """
                .formatted(paths(locations)))
        .stream()
        .map(
            row ->
                new SliceShare(
                    new ProjectId((int) row[0]), row[1], row[2], (int) row[3], moment(row[4])))
        .toList();
  }

  private static Instant moment(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  @Override
  public CsvSource minutes(List<String> locations) {
    return out ->
        copy(
            """
            SELECT project, date_trunc('minute', occurred) AS bucket, name, source,
              count(*) AS events, epoch_us(min(received)) AS received
            FROM read_parquet(%s, hive_partitioning = false) GROUP BY ALL
            """
                .formatted(paths(locations)),
            out);
  }

  @Override
  public CsvSource messageIds(List<String> locations, long first) {
    return out ->
        copy(
            """
            SELECT project, message_id FROM read_parquet(%s, hive_partitioning = false) WHERE slice >= %d
            """
                .formatted(paths(locations), first),
            out);
  }

  @Override
  public long counted(TableName rollup, List<String> locations) {
    String sql =
        "SELECT coalesce(sum(events), 0)::BIGINT FROM read_parquet(%s, hive_partitioning = false)"
            .formatted(paths(locations));
    return numbers(sql).getFirst()[0];
  }

  @Override
  public Optional<LakeFile> recount(Recount recount) {
    var request = new Request.CountSlices(root.uri(), names.next("recount"), recount);
    return LakeFailures.translated(
        "count events for " + recount.rollup().text(),
        () ->
            FileList.fromBytes(children.ask(Exchange.of(request, limit))).files().stream()
                .findFirst());
  }

  private List<long[]> numbers(String sql) {
    var csv = new ByteArrayOutputStream();
    copy(sql, csv);
    var rows = new ArrayList<long[]>();
    csv.toString(UTF_8).lines().skip(1).forEach(line -> rows.add(numbersIn(line)));
    return rows;
  }

  private static long[] numbersIn(String line) {
    return Arrays.stream(line.split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  private void copy(String sql, OutputStream out) {
    var exchange = new Exchange(new Request.Extract(sql), _ -> {}, out, limit);
    var _ = LakeFailures.translated("read files of the lake", () -> children.ask(exchange));
  }

  private static String paths(List<String> locations) {
    return locations.stream()
        .map(location -> SqlText.quoted(LakeRoot.path(location).toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
