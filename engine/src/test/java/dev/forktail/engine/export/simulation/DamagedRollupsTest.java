package dev.forktail.engine.export.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.export.ExportConfig;
import dev.forktail.engine.export.ExportPorts;
import dev.forktail.engine.export.ExportReport;
import dev.forktail.engine.export.Exporter;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.export.memory.InMemoryLakeFolder;
import dev.forktail.engine.export.memory.InMemoryLakeTable;
import dev.forktail.engine.export.memory.InMemoryStaging;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rollup files of a lake are damaged, and counted again with the events that are there.
final class DamagedRollupsTest {
  private static final Instant BEGIN = Instant.parse("2026-10-29T23:00:00Z");
  private static final int SLICES = 8;

  private final InMemoryStaging staging = new InMemoryStaging();
  private final InMemoryLakeFolder folder = new InMemoryLakeFolder();
  private final SimulatedParquet parquet =
      new SimulatedParquet(folder, () -> this.now, new Faults(new SplittableRandom(1), () -> {}));
  private final List<InMemoryLakeTable> tables =
      Arrays.stream(TableName.values())
          .map(name -> new InMemoryLakeTable(name, staging, folder, () -> this.now))
          .toList();
  private final List<String> lines = new ArrayList<>();
  private Instant now = BEGIN;
  private final Exporter exporter =
      Exporter.takeOver(
          new ExportPorts(staging, staging, parquet, parquet, List.copyOf(tables), folder),
          ExportConfig.standard(),
          LakeSchema::plain,
          UUID::randomUUID,
          () -> now);

  /// A slice every twelve hours over two months, each with an event of its day and one of the day
  /// before.
  @BeforeEach
  void fill() {
    for (int slice = 1; slice <= SLICES; slice++) {
      now = now.plus(Duration.ofHours(12));
      int day = Math.toIntExact(now.getEpochSecond() / 86_400);
      var some =
          List.of(
              SimulatedParquet.line(day, slice + "/a"),
              SimulatedParquet.line(day - 1, slice + "/b"));
      lines.addAll(some);
      byte[] rows = String.join("\n", some).getBytes(UTF_8);
      staging.seal(new SealedSlice(slice, 2, now, now.plusSeconds(60)), out -> out.write(rows));
      exporter.stage(1);
      exporter.commit();
    }
    now = now.plus(Duration.ofHours(1));
  }

  private ExportReport.Reexported reexport(Duration back) {
    return exporter.reexport(now.minus(back), now.plus(365, ChronoUnit.DAYS), parquet, _ -> {});
  }

  private Stream<InMemoryLakeTable> rollups() {
    return tables.stream().filter(table -> table.name() != TableName.EVENTS);
  }

  private static LakeFile latest(InMemoryLakeTable table) {
    return table.files().stream().max(Comparator.comparing(LakeFile::to)).orElseThrow();
  }

  private void assertAllAreRight() {
    for (var table : tables) {
      assertThat(table.files().stream().flatMap(file -> parquet.read(file.location()).stream()))
          .as(table.name().text())
          .containsExactlyInAnyOrderElementsOf(lines);
    }
  }

  @Test
  void aDamagedFileWithDaysOfOtherSlicesIsNoObstacle() {
    rollups().forEach(table -> parquet.damage(latest(table).location()));

    assertThat(reexport(Duration.ofHours(2)).missing()).isEmpty();

    assertAllAreRight();
  }

  @Test
  void everyRollupOfAPeriodComesBackAlthoughItsSlicesHaveLeftTheStore() {
    exporter.drop(now);
    rollups().flatMap(table -> table.files().stream()).forEach(f -> parquet.damage(f.location()));

    var again = reexport(Duration.ofDays(30));

    assertThat(again.missing()).isEmpty();
    assertThat(again.progress().slices()).isZero();
    assertAllAreRight();
  }

  @Test
  void whereNothingIsWrongNothingChanges() {
    exporter.drop(now);
    var before = rollups().map(InMemoryLakeTable::state).toList();

    assertThat(reexport(Duration.ofDays(30)).missing()).contains("has left PostgreSQL");

    assertThat(rollups().map(InMemoryLakeTable::state).toList()).isEqualTo(before);
  }

  @Test
  void rollupsOfEventsThatCannotBeReadEitherStayAsTheyAre() {
    exporter.drop(now);
    var rollup = tables.get(1).files().getFirst();
    parquet.damage(rollup.location());
    tables.getFirst().files().stream().map(LakeFile::location).forEach(parquet::damage);

    assertThatThrownBy(() -> reexport(Duration.ofDays(30))).isInstanceOf(LakeException.class);

    assertThat(tables.get(1).files()).contains(rollup);
  }
}
