package dev.forktail.engine.export;

import static dev.forktail.engine.export.LakeFiles.NOON;
import static dev.forktail.engine.export.LakeFiles.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.export.memory.InMemoryLakeFolder;
import dev.forktail.engine.export.memory.InMemoryLakeTable;
import dev.forktail.engine.export.memory.InMemoryPromotedProperties;
import dev.forktail.engine.export.memory.InMemoryStaging;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ExporterTest {
  private static final int LARGE = 100_000;
  private static final long FIRST_EPOCH = 1;

  private final InMemoryStaging staging = new InMemoryStaging();
  private final InMemoryLakeFolder folder = new InMemoryLakeFolder();
  private final List<InMemoryLakeTable> tables =
      Arrays.stream(TableName.values())
          .map(name -> new InMemoryLakeTable(name, staging, folder, () -> this.now))
          .toList();
  private final InMemoryPromotedProperties promoted = new InMemoryPromotedProperties();
  private final Map<String, LakeFile> known = new HashMap<>();
  private final List<String> merged = new ArrayList<>();
  private LakeSchema mergedAs = LakeSchema.plain();
  private Instant now = NOON;
  private int missing;
  private int names;

  private Exporter exporter() {
    return Exporter.takeOver(
        ports(), ExportConfig.standard(), promoted::schema, UUID::randomUUID, () -> now);
  }

  private ExportPorts ports() {
    return new ExportPorts(
        staging,
        staging,
        (slice, schema, _) -> written(slice.rows() - missing, schema),
        this::merge,
        List.copyOf(tables),
        folder);
  }

  private void commitTo(LakeTable table) {
    var export =
        new Export(
            ports(),
            ExportConfig.standard(),
            LakeSchema.plain(),
            FIRST_EPOCH,
            UUID::randomUUID,
            () -> now);
    new TableExport(export, table).commit();
  }

  private List<LakeFile> written(long rows, LakeSchema schema) {
    assertThat(tables).allMatch(table -> table.schema().equals(schema));
    return Arrays.stream(TableName.values()).map(table -> named(table, rows)).toList();
  }

  private LakeFile named(TableName table, long rows) {
    return known(file(table, "f" + names++, rows));
  }

  private LakeFile known(LakeFile file) {
    known.put(file.location(), file);
    folder.write(file.location(), now);
    return file;
  }

  private FileMerger.Merged merge(TableName table, LakeSchema schema, List<String> locations) {
    mergedAs = schema;
    merged.addAll(locations);
    var read = locations.stream().map(known::get).map(Objects::requireNonNull).toList();
    long rows = read.stream().mapToLong(LakeFile::rows).sum();
    var first = read.getFirst();
    var file = file(table, "f" + names++, rows, first.from(), first.to());
    return new FileMerger.Merged(rows, List.of(known(file)));
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
            committed(TableName.EVENTS),
            committed(TableName.ROLLUP_HOUR),
            committed(TableName.ROLLUP_DAY));
    assertThat(merged).hasSize(6);
    assertThat(exporter.watermark()).isEqualTo(10);

    seal(11, LARGE);
    exporter.stage(5);
    exporter.commit();
    assertThat(merged).hasSize(6);
    assertThat(exporter.watermark()).isEqualTo(12);
    assertThat(exporter.commit()).isEmpty();
  }

  private static ExportReport.Committed committed(TableName table) {
    return new ExportReport.Committed(table, 2, 2, 1, 30, 30 * 1_024, true);
  }

  @Test
  void aSliceIsDroppedOnceItIsInEveryTable() {
    seal(7, 10);
    var exporter = exporter();
    exporter.stage(5);
    var later = NOON.plus(Duration.ofHours(1));

    assertThat(exporter.drop(later).slices()).isZero();
    exporter.commit();
    assertThat(exporter.drop(NOON).slices()).isZero();
    assertThat(exporter.drop(later).slices()).isOne();
  }

  @Test
  void commitsWaitForTheirTurn() {
    var exporter = exporter();
    seal(7, 10);
    exporter.stage(5);

    now = now.plus(Duration.ofMinutes(9));
    assertThat(exporter.commitIfDue()).isEmpty();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(exporter.commitIfDue()).hasSize(3);
    assertThat(exporter.nextCommit()).isEqualTo(now.plus(Duration.ofMinutes(10)));
  }

  @Test
  void whatWasLeftBehindIsCommittedWhenItWouldHaveBeen() {
    seal(7, 10);
    exporter().stage(5);
    now = NOON.plus(Duration.ofMinutes(5));
    var next = exporter();

    assertThat(next.nextCommit()).isEqualTo(NOON.plusSeconds(60).plus(Duration.ofMinutes(10)));
    assertThat(next.commitIfDue()).isEmpty();
    now = NOON.plus(Duration.ofMinutes(11));
    assertThat(next.commitIfDue()).hasSize(3);
    assertThat(exporter().nextCommit()).isEqualTo(now.plus(Duration.ofMinutes(10)));
  }

  @Test
  void underPressureTheOldestSlicesGoButNoneThatIsNotInEveryTable() {
    seal(7, 10);
    seal(8, 10);
    var exporter = exporter();
    exporter.stage(5);

    commitTo(tables.getFirst());
    assertThat(exporter.dropOldest(5).slices()).isZero();
    exporter.commit();
    seal(9, 10);
    exporter.stage(5);
    assertThat(exporter.dropOldest(1).slices()).isOne();
    assertThat(staging.findFrom(0)).map(SealedSlice::slice).contains(8L);
    assertThat(exporter.dropOldest(5).slices()).isOne();
    assertThat(staging.findFrom(0)).map(SealedSlice::slice).contains(9L);
  }

  @Test
  void smallFilesAreMergedIntoOnesOfTheTargetSize() {
    for (int slice = 1; slice <= 6; slice++) {
      seal(slice, 60_000);
    }
    var exporter = exporter();
    exporter.stage(6);

    var reports = exporter.commit();

    assertThat(reports)
        .allSatisfy(
            report -> {
              assertThat(report.filesRead()).isEqualTo(6);
              assertThat(report.filesAdded()).as("of 307 and 61 MB").isEqualTo(2);
              assertThat(report.events()).isEqualTo(360_000);
            });
  }

  @Test
  void allThatIsSealedIsExportedAtOnceInAsManyCommitsAsItTakes() {
    int slicesMax = ExportConfig.standard().slicesMax();
    seal(1, 10);
    var exporter = exporter();
    exporter.stage(1);
    for (int slice = 2; slice <= slicesMax + 3; slice++) {
      seal(slice, 10);
    }
    var seen = new ArrayList<ExportProgress>();

    var done = exporter.exportAll(seen::add);

    assertThat(done.slices()).isEqualTo(slicesMax + 3);
    assertThat(done.events()).isEqualTo(10L * (slicesMax + 3));
    assertThat(done.slicesStaged()).isEqualTo(slicesMax + 2).isEqualTo(done.slicesToStage());
    assertThat(done.tablesDone()).isEqualTo(3);
    assertThat(seen).hasSize(1 + slicesMax + 2 + 3 * (2 + 1)).endsWith(done);
    assertThat(exporter.watermark()).isEqualTo(slicesMax + 4);
    assertThat(exporter.nextCommit()).isEqualTo(now.plus(Duration.ofMinutes(10)));
  }

  @Test
  void whatWasImportedIntoDaysLongAgoIsMergedOnceAndALittleAtATime() {
    var exporter = exporter();
    var events = tables.getFirst();
    var days = List.of(1_000, 2_000, 9_000, 9_001);
    for (int daysAgo : days) {
      events.add(importedFiles(daysAgo, 16, 20_000));
    }
    events.add(importedFiles(5_000, 7, 1_000));
    var merges = new ArrayList<ExportReport.Compacted>();
    int runs = 0;

    for (int run = 1; run <= 60; run++) {
      var done = exporter.compact();
      assertThat(done).hasSizeLessThan(3);
      merges.addAll(done);
      runs = done.isEmpty() ? runs : run;
    }

    assertThat(merges).hasSize(days.size()).allMatch(ExportReport.Compacted::committed);
    assertThat(runs).as("400 days each").isBetween(9_000 / 400, 30);
    assertThat(events.files()).as("13 files have 256 MB").hasSize((16 - 12) * days.size() + 7);
  }

  @Test
  void ofManyDaysLongAgoAHundredAreMergedAtATime() {
    var exporter = exporter();
    var events = tables.getFirst();
    for (int daysAgo = 1_000; daysAgo < 1_150; daysAgo++) {
      events.add(importedFiles(daysAgo, 8, 10));
    }
    int most = 0;

    for (int run = 0; run < 6; run++) {
      most = Math.max(most, exporter.compact().size());
    }

    assertThat(most).isEqualTo(100);
    assertThat(events.files()).hasSize(150);
  }

  private List<LakeFile> importedFiles(int daysAgo, int count, long rows) {
    var at = NOON.minus(Duration.ofDays(daysAgo));
    return IntStream.range(0, count)
        .mapToObj(_ -> file(TableName.EVENTS, "i" + names++, rows, at, at))
        .map(this::known)
        .toList();
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
  void tablesGetAColumnThatIsDeclaredMeanwhileBeforeAnyFileHasIt() {
    seal(7, 10);
    var exporter = exporter();
    exporter.stage(5);
    var price = PropertyDeclaration.of("price", "double", "$.properties.price");

    promoted.declare(price);
    seal(8, 10);
    exporter.stage(5);
    assertThat(tables).allMatch(table -> table.schema().promoted().size() == 1);

    promoted.declare(PropertyDeclaration.of("market", "string", "$.context.market"));
    exporter.commit();
    assertThat(mergedAs.promoted())
        .extracting(p -> p.column().name())
        .containsExactly("price", "market");
    assertThat(tables).allMatch(table -> table.schema().equals(mergedAs));
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
