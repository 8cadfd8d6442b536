package dev.forktail.app.lake;

import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.ExportConfig;
import dev.forktail.engine.export.ExportPorts;
import dev.forktail.engine.export.Exporter;
import dev.forktail.engine.export.FileMerger;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRewriter;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.SliceRange;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.export.memory.InMemoryExportDiary;
import dev.forktail.engine.export.memory.InMemoryLakeFolder;
import dev.forktail.engine.export.memory.InMemoryLakeTable;
import dev.forktail.engine.export.memory.InMemoryStaging;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/// Slices, a lake and exporters between them in memory, at a clock that tests set.
final class LakeInMemory {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  /// Of each file.
  static final long BYTES = 1_000;

  final InMemoryStaging staging = new InMemoryStaging();
  final InMemoryExportDiary diary = new InMemoryExportDiary();
  private final InMemoryLakeFolder folder = new InMemoryLakeFolder();
  private final List<LakeTable> tables =
      Arrays.stream(TableName.values())
          .<LakeTable>map(name -> new InMemoryLakeTable(name, staging, folder, () -> this.now))
          .toList();
  private final Map<String, Long> eventsOfFile = new HashMap<>();
  Instant now = NOON;
  private int files;

  /// A slice that was sealed so many minutes after noon.
  void seal(long slice, long rows, int minute) {
    var sealed = NOON.plusSeconds(60L * minute);
    staging.seal(new SealedSlice(slice, rows, sealed.minusSeconds(60), sealed), _ -> {});
  }

  LakeStanding look() {
    return LakeStanding.read(tables, staging, staging, diary);
  }

  Exporter exporter() {
    var ports =
        new ExportPorts(
            staging,
            staging,
            (slice, _, _) -> written(slice.rows()),
            (table, _, locations) -> merged(table, locations),
            tables,
            folder);
    return Exporter.takeOver(
        ports, ExportConfig.standard(), LakeSchema::plain, UUID::randomUUID, () -> now);
  }

  /// Reads what was written. None of the tests that use this lake gets as far as rewriting.
  LakeRewriter rewriter() {
    return new LakeRewriter() {
      @Override
      public FileMerger.Merged without(LakeSchema schema, String location, SliceRange slices) {
        throw new UnsupportedOperationException(location);
      }

      @Override
      public OptionalLong counted(List<String> rollups) {
        return OptionalLong.of(rollups.stream().mapToLong(eventsOfFile::get).sum());
      }

      @Override
      public Recounted recount(Recount recount) {
        throw new UnsupportedOperationException(recount.toString());
      }
    };
  }

  private List<LakeFile> written(long rows) {
    return Arrays.stream(TableName.values()).map(table -> file(table, rows)).toList();
  }

  private FileMerger.Merged merged(TableName table, List<String> locations) {
    long rows =
        staging.list(table, 0).stream()
            .filter(staged -> locations.contains(staged.file().location()))
            .mapToLong(staged -> staged.file().rows())
            .sum();
    return new FileMerger.Merged(rows, List.of(file(table, rows)));
  }

  private LakeFile file(TableName table, long rows) {
    String micros = Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, NOON));
    var time = new ColumnStats(table.time().fieldId(), 10, rows, 0, micros, micros);
    String location = "file:///lake/" + table.text() + "/data/f" + files++;
    folder.write(location, NOON);
    eventsOfFile.put(location, rows);
    return new LakeFile(table, location, rows, rows, BYTES, List.of(time));
  }
}
