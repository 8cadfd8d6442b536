package dev.forktail.app.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.ExportConfig;
import dev.forktail.engine.export.ExportPorts;
import dev.forktail.engine.export.Exporter;
import dev.forktail.engine.export.FileMerger;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.export.memory.InMemoryLakeFolder;
import dev.forktail.engine.export.memory.InMemoryLakeTable;
import dev.forktail.engine.export.memory.InMemoryStaging;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class LakeStandingTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final long BYTES = 1_000;

  private final InMemoryStaging staging = new InMemoryStaging();
  private final InMemoryLakeFolder folder = new InMemoryLakeFolder();
  private final List<LakeTable> tables =
      Arrays.stream(TableName.values())
          .<LakeTable>map(name -> new InMemoryLakeTable(name, staging, folder, () -> NOON))
          .toList();
  private int files;

  @Test
  void aSliceWaitsToBeStagedThenToBeCommittedThenForNothing() {
    var exporter = exporter();
    staging.seal(new SealedSlice(7, 10, NOON, NOON.plusSeconds(60)), _ -> {});
    staging.seal(new SealedSlice(9, 20, NOON, NOON.plusSeconds(120)), _ -> {});

    assertThat(look().unstagedSince()).contains(NOON.plusSeconds(60));
    assertThat(look().slicesWaiting()).isZero();

    exporter.stage(1);
    assertThat(look().unstagedSince()).contains(NOON.plusSeconds(120));
    assertThat(look().slicesWaiting()).isOne();
    assertThat(look().bytesWaiting()).isEqualTo(3 * BYTES);
    assertThat(look().watermark()).isZero();

    exporter.stage(1);
    exporter.commit();
    assertThat(look().unstagedSince()).isEmpty();
    assertThat(look().slicesWaiting()).isZero();
    assertThat(look().watermark()).isEqualTo(10);
    assertThat(look().events()).isEqualTo(30);
    assertThat(look().files()).isEqualTo(3);
    assertThat(look().bytes()).isEqualTo(3 * BYTES);
  }

  @Test
  void beforeAnybodyHasLookedNothingIsKnown() {
    assertThat(LakeStanding.unknown().watermark()).isZero();
    assertThat(LakeStanding.unknown().slicesWaiting()).isZero();
    assertThat(LakeStanding.unknown().unstagedSince()).isEmpty();
  }

  private LakeStanding look() {
    return LakeStanding.read(tables, staging, staging);
  }

  private Exporter exporter() {
    var ports =
        new ExportPorts(
            staging,
            staging,
            (slice, _, _) -> written(slice.rows()),
            (table, _, locations) -> merged(table, locations),
            tables,
            folder);
    return Exporter.takeOver(
        ports, ExportConfig.standard(), LakeSchema.plain(), UUID::randomUUID, () -> NOON);
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
    return new LakeFile(table, location, rows, rows, BYTES, List.of(time));
  }
}
