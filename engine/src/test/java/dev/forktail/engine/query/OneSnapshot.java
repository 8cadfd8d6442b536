package dev.forktail.engine.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.facts.FactRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An event database that stands still, and notes what it is asked.
final class OneSnapshot implements EventSnapshots, EventSnapshots.EventSnapshot {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  final List<StagedFile> staged = new ArrayList<>();
  final List<Column> columns = new ArrayList<>();
  final List<FactRows> facts = new ArrayList<>();
  final List<FactRows> asked = new ArrayList<>();
  Optional<String> version = Optional.empty();
  Optional<String> factRows = Optional.empty();
  int opened;
  int closed;

  @Override
  public EventSnapshot open() {
    opened++;
    return this;
  }

  @Override
  public List<FactRows> facts() {
    return facts;
  }

  @Override
  public Instant asOf() {
    return NOW;
  }

  @Override
  public Optional<String> version(TableName table) {
    return version;
  }

  @Override
  public List<StagedFile> staged(TableName table, long first) {
    return staged.stream()
        .filter(file -> file.file().table() == table && file.slice() >= first)
        .toList();
  }

  @Override
  public RowSource openRows(ProjectId project, List<Column> wanted) {
    columns.addAll(wanted);
    return out -> out.write("rows".getBytes(UTF_8));
  }

  @Override
  public Optional<RowSource> facts(ProjectId project, FactRows facts) {
    asked.add(facts);
    return factRows.map(text -> out -> out.write(text.getBytes(UTF_8)));
  }

  @Override
  public void close() {
    closed++;
  }
}
