package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.ImportRequest;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.Period;
import dev.forktail.engine.export.RollupColumns;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.imports.ImportFiles;
import dev.forktail.engine.imports.WrittenPart;
import dev.forktail.engine.imports.WrittenPart.Account;
import dev.forktail.engine.imports.WrittenPart.Minute;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A part of an import as files of the lake: those of its events that are not stored yet, the first
/// of those with the same message id and day.
///
/// Whatever is stored is read past the ids of the part, which are few: memory does not depend on
/// how much there is.
final class PartFiles {
  private static final String DAY = "(epoch_us(occurred) // 86400000000)::INTEGER";

  private static final String NO_CONTEXT =
      EventColumns.CONTEXT.stream().map(Sql::absent).collect(Collectors.joining(", "));

  private final ImportRequest.Write request;
  private final Database database;
  private final ParquetOutput output;
  private final List<LakeFile> files = new ArrayList<>();

  private PartFiles(ImportRequest.Write request, Database database) {
    this.request = request;
    this.database = database;
    this.output = new ParquetOutput(database, new LakeRoot(request.root()), request.name());
  }

  static WrittenPart write(ImportRequest.Write request, Job job, Database database)
      throws SQLException, IOException {
    var open = OpenRows.create(database, ImportFiles.OPEN_COLUMNS);
    open.loadIfAny(job.rows());
    return new PartFiles(request, database).write();
  }

  private WrittenPart write() throws SQLException, IOException {
    database.execute("CREATE TABLE part AS " + part());
    database.execute("CREATE TABLE stored AS " + stored());
    database.execute(
        """
        CREATE TABLE kept AS
        SELECT min(number) AS number FROM part AS p
        WHERE NOT EXISTS (
          SELECT 1 FROM stored AS s WHERE s.message_id = p.message_id AND s.day = p.day)
        GROUP BY day, message_id
        """);
    database.execute(
        "CREATE VIEW fresh AS SELECT * FROM part WHERE number IN (SELECT number FROM kept)");
    writeEvents();
    writeRollups(TableName.ROLLUP_HOUR, "hour");
    writeRollups(TableName.ROLLUP_DAY, "day");
    return new WrittenPart(files, minutes(), accounts());
  }

  private String part() {
    var part = request.part();
    String bucket =
        part.buckets() == 1
            ? ""
            : " AND ('0x' || substr(md5(message_id), 1, 8))::BIGINT %% %d = %d"
                .formatted(part.buckets(), part.bucket());
    return """
    SELECT number, day, name, type, message_id, user_id, anonymous_id, session_id, occurred,
      coalesce(received, %s) AS received, source, payload
    FROM read_parquet(%s) WHERE fault IS NULL AND day BETWEEN %d AND %d%s
    """
        .formatted(
            moment(request.received()),
            Sql.text(MappedFiles.rows(request.work())),
            part.firstDay(),
            part.lastDay(),
            bucket);
  }

  private String stored() {
    var part = request.part();
    String columns = "SELECT message_id, " + DAY + " AS day, occurred FROM ";
    String inFiles =
        request.stored().isEmpty()
            ? ""
            : columns
                + "read_parquet([%s]) WHERE project = %d UNION ALL "
                    .formatted(
                        request.stored().stream()
                            .map(file -> Sql.text(LakeRoot.path(file).toString()))
                            .collect(Collectors.joining(", ")),
                        request.project());
    return """
    SELECT DISTINCT message_id, day FROM (%s%s%s)
    WHERE occurred >= %s AND occurred < %s
      AND message_id IN (SELECT message_id FROM part)
    """
        .formatted(
            inFiles,
            columns,
            OpenRows.TABLE,
            moment(Period.DAY.start(part.firstDay())),
            moment(Period.DAY.start(part.lastDay() + 1)));
  }

  private void writeEvents() throws SQLException, IOException {
    var schema = new LakeSchema(request.promoted());
    for (int day : database.rows("SELECT DISTINCT day FROM fresh ORDER BY 1", r -> r.getInt(1))) {
      String rows =
          """
          (SELECT %d AS project, name, type, message_id, user_id, anonymous_id, session_id,
            occurred, received, source, 0::BIGINT AS slice, 0 AS lane, number AS sequence,
            payload, false AS occurred_clamped, %s
          FROM fresh WHERE day = %d)
          """
              .formatted(request.project(), NO_CONTEXT, day);
      files.add(
          output.write(
              TableName.EVENTS,
              schema.columns(TableName.EVENTS),
              PromotedSql.with(request.promoted(), Sql.names(schema.own()), rows)));
    }
  }

  /// One file for each partition.
  private void writeRollups(TableName table, String unit) throws SQLException, IOException {
    var partitions =
        database.rows(
            "SELECT DISTINCT epoch_us(date_trunc('%s', occurred)) FROM fresh ORDER BY 1"
                .formatted(table.period()),
            row -> row.getLong(1));
    for (long micros : partitions) {
      files.add(
          output.write(
              table,
              RollupColumns.ALL,
              """
              SELECT %d AS project, name, source, date_trunc('%s', occurred) AS start,
                count(*) AS events
              FROM fresh WHERE date_trunc('%s', occurred) = make_timestamptz(%d)
              GROUP BY ALL
              """
                  .formatted(request.project(), unit, table.period(), micros)));
    }
  }

  private List<Minute> minutes() throws SQLException {
    return database.rows(
        """
        SELECT epoch_us(date_trunc('minute', occurred)) // 1000000, name, source, count(*)
        FROM fresh GROUP BY ALL
        """,
        row ->
            new Minute(
                Instant.ofEpochSecond(row.getLong(1)),
                row.getString(2),
                row.getString(3),
                row.getLong(4)));
  }

  private List<Account> accounts() throws SQLException {
    return database.rows(
        """
        SELECT p.source, count(k.number), count(*) - count(k.number)
        FROM part AS p LEFT JOIN kept AS k ON k.number = p.number GROUP BY 1 ORDER BY 1
        """,
        row -> new Account(row.getString(1), row.getLong(2), row.getLong(3)));
  }

  private static String moment(Instant moment) {
    return "TIMESTAMPTZ '" + moment + "'";
  }
}
