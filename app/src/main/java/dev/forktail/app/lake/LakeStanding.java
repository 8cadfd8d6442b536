package dev.forktail.app.lake;

import dev.forktail.engine.export.ExportDiary;
import dev.forktail.engine.export.ExportStep;
import dev.forktail.engine.export.LakeState;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.SealedSlices;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.StagedFiles;
import dev.forktail.engine.export.StepRun;
import dev.forktail.engine.export.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How the lake stood when somebody looked.
///
/// @param unstagedSince when the oldest sealed slice that is not staged was sealed
/// @param pausedSince since when the lake is to be left as it is
/// @param runs how each step of the export went last
public record LakeStanding(
    List<Table> tables,
    Optional<Instant> unstagedSince,
    Optional<Instant> pausedSince,
    List<StepRun> runs) {
  public LakeStanding {
    tables = List.copyOf(tables);
    runs = List.copyOf(runs);
  }

  /// One table, and what is staged for it.
  public record Table(TableName name, LakeState state, int slices, int files, long bytes) {

    static Table read(LakeTable table, StagedFiles staged) {
      var state = table.state();
      var waiting = staged.list(table.name(), state.watermark());
      return new Table(
          table.name(),
          state,
          (int) waiting.stream().mapToLong(StagedFile::slice).distinct().count(),
          waiting.size(),
          waiting.stream().mapToLong(file -> file.file().bytes()).sum());
    }
  }

  /// Before anybody has looked.
  static LakeStanding unknown() {
    return new LakeStanding(List.of(), Optional.empty(), Optional.empty(), List.of());
  }

  /// Looks now.
  public static LakeStanding read(
      List<LakeTable> tables, StagedFiles staged, SealedSlices slices, ExportDiary diary) {
    return new LakeStanding(
        tables.stream().map(table -> Table.read(table, staged)).toList(),
        slices.unstaged(1).stream().map(SealedSlice::sealed).findFirst(),
        diary.findPause(),
        diary.runs());
  }

  /// How `step` went last, if it ever had something to do.
  public Optional<StepRun> findRun(ExportStep step) {
    return runs.stream().filter(run -> run.step() == step).findFirst();
  }

  /// Every sealed slice with a number below is in all tables.
  public long watermark() {
    return tables.stream().mapToLong(table -> table.state().watermark()).min().orElse(0);
  }

  /// How many staged slices wait to be committed.
  public int slicesWaiting() {
    return tables.stream().mapToInt(Table::slices).max().orElse(0);
  }

  /// How many bytes the staged files have that wait to be committed.
  public long bytesWaiting() {
    return tables.stream().mapToLong(Table::bytes).sum();
  }

  /// How many data files all tables have.
  public long files() {
    return tables.stream().mapToLong(table -> table.state().files()).sum();
  }

  /// How many bytes these have.
  public long bytes() {
    return tables.stream().mapToLong(table -> table.state().bytes()).sum();
  }

  /// How many events are in the lake.
  public long events() {
    return tables.stream()
        .filter(table -> table.name() == TableName.EVENTS)
        .mapToLong(table -> table.state().rows())
        .sum();
  }
}
