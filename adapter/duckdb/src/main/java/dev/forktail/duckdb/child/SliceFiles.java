package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.Request;
import dev.forktail.duckdb.wire.SliceNote;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.RollupColumns;
import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The rows of a slice, on their way into Parquet files. Rows gather in memory until they are as
/// many as can be sorted there; then they are a file.
final class SliceFiles {
  private static final int OCCURRED = EventColumns.ALL.indexOf(EventColumns.OCCURRED);

  private final Request.WriteSlice request;
  private final Job job;
  private final Database database;
  private final ParquetOutput output;
  private final long onTimeFrom;
  private final long onTimeTo;
  private final List<LakeFile> files = new ArrayList<>();

  private SliceFiles(Request.WriteSlice request, Job job, Database database) {
    this.request = request;
    this.job = job;
    this.database = database;
    this.output =
        new ParquetOutput(
            database, new LakeRoot(request.root()), request.name(), notes(request.note()));
    this.onTimeFrom = micros(request.onTimeFrom());
    this.onTimeTo = micros(request.onTimeTo());
  }

  /// Writes the rows of `job`; the files for all tables of the lake.
  static List<LakeFile> write(Request.WriteSlice request, Job job, Database database)
      throws SQLException, IOException {
    return new SliceFiles(request, job, database).write();
  }

  private List<LakeFile> write() throws SQLException, IOException {
    database.execute("CREATE TABLE rollup_rows (" + Sql.definitions(RollupColumns.ALL) + ")");
    try (var onTime = new GatheredRows(database, "on_time");
        var late = new GatheredRows(database, "late")) {
      gather(onTime, late);
      finish(onTime);
      finish(late);
    }
    writeRollup(TableName.ROLLUP_HOUR, "hour");
    writeRollup(TableName.ROLLUP_DAY, "day");
    return List.copyOf(files);
  }

  private void gather(GatheredRows onTime, GatheredRows late) throws SQLException, IOException {
    var rows = new CopyRows(job.rows(), EventColumns.ALL);
    rows.begin();
    while (rows.next()) {
      long occurred = rows.micros(OCCURRED);
      var gathered = occurred >= onTimeFrom && occurred < onTimeTo ? onTime : late;
      gathered.add(rows);
      if (gathered.isFull()) {
        finish(gathered);
      }
    }
  }

  private void finish(GatheredRows gathered) throws SQLException, IOException {
    if (gathered.isEmpty()) {
      return;
    }
    gathered.complete();
    database.execute(
        """
        INSERT INTO rollup_rows
        SELECT project, name, source, date_trunc('hour', occurred), count(*) FROM %s GROUP BY ALL
        """
            .formatted(gathered.table()));
    var schema = new LakeSchema(request.promoted());
    files.add(
        output.write(
            TableName.EVENTS,
            schema.columns(TableName.EVENTS),
            PromotedSql.with(request.promoted(), Sql.names(schema.own()), gathered.table())));
    gathered.clear();
  }

  /// A slice that spans the boundary of a partition has a rollup file that does so, too.
  private void writeRollup(TableName table, String unit) throws SQLException, IOException {
    files.add(
        output.write(
            table,
            RollupColumns.ALL,
            """
            SELECT project, name, source, date_trunc('%s', start) AS start,
              sum(events)::BIGINT AS events
            FROM rollup_rows GROUP BY ALL
            """
                .formatted(unit)));
  }

  private static Map<String, String> notes(SliceNote note) {
    return Map.of(
        SliceNote.SLICE, Long.toString(note.slice()),
        SliceNote.EVENTS, Long.toString(note.events()));
  }

  private static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }
}
