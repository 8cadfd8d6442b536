package dev.forktail.engine.query;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.query.EventSnapshots.EventSnapshot;
import java.util.ArrayList;
import java.util.List;

/// Where the events of one statement are: in files that are committed, in files that are staged,
/// and as rows in the database.
record SqlPlan(
    EventView view,
    SqlVerdict.Allowed verdict,
    List<TableReading> tables,
    List<Column> openColumns,
    RowSource openRows) {
  private static final RowSource NOTHING = _ -> {};

  /// Finds them in `snapshot`.
  static SqlPlan of(
      ProjectId project,
      SqlVerdict.Allowed verdict,
      EventView view,
      EventSnapshot snapshot,
      LakeVersions versions) {
    var tables =
        verdict.tables().stream()
            .map(TableName::of)
            .sorted()
            .map(table -> reading(table, project, range(table, verdict), snapshot, versions))
            .toList();
    if (tables.isEmpty()) {
      return new SqlPlan(view, verdict, tables, List.of(), NOTHING);
    }
    var columns = view.openColumns(verdict);
    return new SqlPlan(
        view, verdict, tables, columns, closing(snapshot, snapshot.openRows(project, columns)));
  }

  /// Finds no events at all, in the tables that the statement reads.
  static SqlPlan ofNothing(SqlVerdict.Allowed verdict, EventView view) {
    var tables =
        verdict.tables().stream()
            .map(TableName::of)
            .sorted()
            .map(table -> new TableReading(table, List.of(), 0))
            .toList();
    return new SqlPlan(view, verdict, tables, view.openColumns(verdict), RowSource.none());
  }

  private static TimeRange range(TableName table, SqlVerdict.Allowed verdict) {
    return table == TableName.EVENTS ? verdict.range() : TimeRange.ALWAYS;
  }

  /// Holds the snapshot no longer than its rows are read.
  private static RowSource closing(EventSnapshot snapshot, RowSource rows) {
    return out -> {
      rows.copyTo(out);
      snapshot.close();
    };
  }

  private static TableReading reading(
      TableName table,
      ProjectId project,
      TimeRange range,
      EventSnapshot snapshot,
      LakeVersions versions) {
    var version = snapshot.version(table).map(location -> versions.read(table, location));
    var committed = version.map(found -> found.files(project, range)).orElse(List.of());
    long watermark = version.map(LakeVersions.LakeVersion::watermark).orElse(0L);
    var staged =
        snapshot.staged(table, watermark).stream()
            .map(StagedFile::file)
            .filter(file -> range.touches(file.from(), file.to()))
            .toList();
    var locations = new ArrayList<>(committed.stream().map(TableFile::location).toList());
    staged.forEach(file -> locations.add(file.location()));
    long bytes = committed.stream().mapToLong(TableFile::bytes).sum();
    return new TableReading(
        table, locations, bytes + staged.stream().mapToLong(file -> file.bytes()).sum());
  }

  SqlEngine.Run run(SqlQuestion question) {
    return new SqlEngine.Run(
        question.sql(),
        question.project(),
        tables,
        view.views().stream().filter(read -> verdict.views().contains(read.name())).toList(),
        verdict.eventColumns(),
        view.schema().promoted(),
        openColumns,
        openRows,
        question.format(),
        question.limits());
  }

  int files() {
    return tables.stream().mapToInt(table -> table.files().size()).sum();
  }

  long fileBytes() {
    return tables.stream().mapToLong(TableReading::bytes).sum();
  }
}
