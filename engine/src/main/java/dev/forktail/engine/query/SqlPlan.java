package dev.forktail.engine.query;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.facts.FactRows;
import dev.forktail.engine.query.EventSnapshots.EventSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Where the events of one statement are: in files that are committed, in files that are staged,
/// and as rows in the database.
record SqlPlan(
    EventView view,
    SqlVerdict.Allowed verdict,
    List<TableReading> tables,
    List<FactRows> facts,
    List<Column> openColumns,
    RowSource rows) {

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
    var facts = view.facts(verdict);
    var columns = tables.isEmpty() ? List.<Column>of() : view.openColumns(verdict);
    var rows = new ArrayList<RowSource>();
    if (!tables.isEmpty()) {
      rows.add(snapshot.openRows(project, columns));
    }
    facts.forEach(table -> rows.add(FactLimit.of(rows(table, project, snapshot))));
    return new SqlPlan(view, verdict, tables, facts, columns, closing(snapshot, rows));
  }

  private static RowSource rows(FactRows facts, ProjectId project, EventSnapshot snapshot) {
    return snapshot
        .facts(project, facts)
        .orElseThrow(
            () ->
                new SqlException.Unavailable(
                    "The rows of %s are being copied; ask again in a moment"
                        .formatted(facts.qualified())));
  }

  /// Finds no events at all, in the tables that the statement reads.
  static SqlPlan ofNothing(SqlVerdict.Allowed verdict, EventView view) {
    var tables =
        verdict.tables().stream()
            .map(TableName::of)
            .sorted()
            .map(table -> new TableReading(table, List.of(), 0))
            .toList();
    var facts = view.facts(verdict);
    var rows = Collections.nCopies(facts.size() + (tables.isEmpty() ? 0 : 1), RowSource.none());
    return new SqlPlan(view, verdict, tables, facts, view.openColumns(verdict), all(rows));
  }

  private static TimeRange range(TableName table, SqlVerdict.Allowed verdict) {
    return table == TableName.EVENTS ? verdict.range() : TimeRange.ALWAYS;
  }

  /// Holds the snapshot no longer than its rows are read.
  private static RowSource closing(EventSnapshot snapshot, List<RowSource> rows) {
    return out -> {
      all(rows).copyTo(out);
      snapshot.close();
    };
  }

  /// One stream behind the other.
  private static RowSource all(List<RowSource> rows) {
    return out -> {
      for (var each : rows) {
        each.copyTo(out);
      }
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
        facts,
        openColumns,
        rows,
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
