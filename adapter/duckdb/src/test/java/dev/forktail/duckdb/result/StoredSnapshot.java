package dev.forktail.duckdb.result;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.facts.FactRows;
import dev.forktail.engine.query.EventSnapshots;
import dev.forktail.engine.query.EventSnapshots.EventSnapshot;
import dev.forktail.engine.result.recount.AnyEvents.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Events some of which are in staged files, the others in the database.
record StoredSnapshot(List<LakeFile> files, List<Stored> unstaged)
    implements EventSnapshots, EventSnapshot {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Override
  public EventSnapshot open() {
    return this;
  }

  @Override
  public Instant asOf() {
    return NOW;
  }

  @Override
  public Optional<String> version(TableName table) {
    return Optional.empty();
  }

  @Override
  public List<StagedFile> staged(TableName table, long first) {
    return files.stream()
        .filter(file -> file.table() == table)
        .map(file -> new StagedFile(1, file, false))
        .toList();
  }

  @Override
  public RowSource openRows(ProjectId project, List<Column> columns) {
    return StoredRows.of(unstaged, columns);
  }

  @Override
  public Optional<RowSource> facts(ProjectId project, FactRows facts) {
    return Optional.empty();
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
