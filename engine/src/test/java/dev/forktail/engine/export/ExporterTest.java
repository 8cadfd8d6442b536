package dev.forktail.engine.export;

import static dev.forktail.engine.export.LakeFiles.NOON;
import static dev.forktail.engine.export.LakeFiles.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.export.memory.InMemoryLakeFolder;
import dev.forktail.engine.export.memory.InMemoryLakeTable;
import dev.forktail.engine.export.memory.InMemoryStaging;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ExporterTest {
  private static final int LARGE = 100_000;

  private final InMemoryStaging staging = new InMemoryStaging();
  private final InMemoryLakeFolder folder = new InMemoryLakeFolder();
  private final List<InMemoryLakeTable> tables =
      Arrays.stream(TableName.values())
          .map(name -> new InMemoryLakeTable(name, staging, folder, () -> this.now))
          .toList();
  private final List<String> merged = new ArrayList<>();
  private Instant now = NOON;
  private int missing;
  private int names;

  private Exporter exporter() {
    var ports =
        new ExportPorts(
            staging,
            staging,
            (slice, _, _) -> written(slice.rows() - missing),
            this::merge,
            List.copyOf(tables),
            folder);
    return Exporter.takeOver(
        ports, ExportConfig.standard(), LakeSchema.plain(), UUID::randomUUID, () -> now);
  }

  private List<LakeFile> written(long rows) {
    return Arrays.stream(TableName.values()).map(table -> named(table, rows)).toList();
  }

  private LakeFile named(TableName table, long rows) {
    var file = file(table, "f" + names++, rows);
    folder.write(file.location(), now);
    return file;
  }

  private FileMerger.Merged merge(TableName table, LakeSchema schema, List<String> locations) {
    merged.addAll(locations);
    long rows =
        staging.list(table, 0).stream()
            .filter(staged -> locations.contains(staged.file().location()))
            .mapToLong(staged -> staged.file().rows())
            .sum();
    return new FileMerger.Merged(rows, List.of(named(table, rows)));
  }

  private void seal(long slice, long rows) {
    staging.seal(new SealedSlice(slice, rows, NOON, NOON.plusSeconds(60)), _ -> {});
  }

  @Test
  void rule3ASliceOfWhichRowsAreMissingIsNotStaged() {
    seal(7, 10);
    missing = 1;
    var exporter = exporter();

    assertThatThrownBy(() -> exporter.stage(5))
        .isInstanceOf(LakeException.Wrong.class)
        .hasMessage("Slice 7 has 10 events, but 9 were written for events");
    assertThat(staging.unstaged(5)).hasSize(1);

    missing = 0;
    assertThat(exporter.stage(5))
        .containsExactly(new ExportReport.Staged(7, 10, 3, 3 * 10 * 1_024, true));
  }

  @Test
  void smallFilesAreMergedBeforeTheyAreCommittedAndLargeOnesAreNot() {
    seal(7, 10);
    seal(9, 20);
    var exporter = exporter();
    exporter.stage(5);

    assertThat(exporter.commit())
        .containsExactly(
            new ExportReport.Committed(TableName.EVENTS, 2, 2, 1, 30, true),
            new ExportReport.Committed(TableName.ROLLUP_HOUR, 2, 2, 1, 30, true),
            new ExportReport.Committed(TableName.ROLLUP_DAY, 2, 2, 1, 30, true));
    assertThat(merged).hasSize(6);
    assertThat(exporter.watermark()).isEqualTo(10);

    seal(11, LARGE);
    exporter.stage(5);
    exporter.commit();
    assertThat(merged).hasSize(6);
    assertThat(exporter.watermark()).isEqualTo(12);
    assertThat(exporter.commit()).isEmpty();
  }

  @Test
  void aSliceIsDroppedOnceItIsInEveryTable() {
    seal(7, 10);
    var exporter = exporter();
    exporter.stage(5);
    var later = NOON.plus(Duration.ofHours(1));

    assertThat(exporter.drop(later)).isEmpty();
    exporter.commit();
    assertThat(exporter.drop(NOON)).isEmpty();
    assertThat(exporter.drop(later)).containsExactly(7L);
  }

  @Test
  void commitsWaitForTheirTurn() {
    var exporter = exporter();
    seal(7, 10);
    exporter.stage(5);
    assertThat(exporter.commitIfDue()).hasSize(3);

    seal(8, 10);
    exporter.stage(5);
    now = now.plus(Duration.ofMinutes(9));
    assertThat(exporter.commitIfDue()).isEmpty();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(exporter.commitIfDue()).hasSize(3);
  }

  @Test
  void stagedFilesAreDeletedWhenNoQueryReadsThemAnyMore() {
    seal(7, 10);
    var exporter = exporter();
    exporter.stage(5);
    exporter.commit();

    assertThat(exporter.tidy()).isEqualTo(new ExportReport.Tidied(0, 0));
    now = now.plus(Duration.ofMinutes(31));
    assertThat(exporter.tidy()).isEqualTo(new ExportReport.Tidied(3, 3));
    assertThat(merged).noneMatch(folder::has);
    assertThat(tables.getFirst().reachable()).allMatch(folder::has);
  }

  @Test
  void orphansAreDeletedWhenTheyAreOldEnough() {
    seal(7, LARGE);
    seal(8, 10);
    var exporter = exporter();
    exporter.stage(1);
    exporter.commit();
    exporter.stage(1);
    var orphan = named(TableName.EVENTS, 1);

    assertThat(exporter.sweep()).allMatch(swept -> swept.filesDeleted() == 0);
    now = now.plus(Duration.ofHours(25));
    assertThat(exporter.sweep()).contains(new ExportReport.Swept(TableName.EVENTS, 3, 1, 1));

    assertThat(folder.has(orphan.location())).isFalse();
    assertThat(folder.locations()).hasSize(6);
  }

  @Test
  void anExporterThatWasReplacedCanDoNothing() {
    seal(7, 10);
    var replaced = exporter();
    var exporter = exporter();
    var orphan = named(TableName.EVENTS, 1);
    now = now.plus(Duration.ofHours(25));

    assertThatThrownBy(() -> replaced.stage(5)).isInstanceOf(LakeException.Fenced.class);
    assertThatThrownBy(replaced::commit).isInstanceOf(LakeException.Fenced.class);
    assertThatThrownBy(replaced::expire).isInstanceOf(LakeException.Fenced.class);
    assertThatThrownBy(replaced::sweep).isInstanceOf(LakeException.Fenced.class);
    assertThat(folder.has(orphan.location())).isTrue();
    assertThat(exporter.stage(5)).hasSize(1);
  }
}
