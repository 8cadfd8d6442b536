package dev.forktail.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.CommitOutcome.Committed;
import dev.forktail.engine.export.ExportConfig;
import dev.forktail.engine.export.ExportPorts;
import dev.forktail.engine.export.Exporter;
import dev.forktail.engine.export.LakeAppend;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeReplacement;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.export.memory.InMemoryLakeCatalog;
import dev.forktail.engine.export.memory.InMemoryStaging;
import dev.forktail.engine.query.LakeVersions.LakeVersion;
import dev.forktail.engine.query.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a query that runs for as long as it may still finds of the version that it began with, in a
/// lake in which nothing had happened for days before, and a lot happens then.
final class LongestQueryTest {
  private static final TableName EVENTS = TableName.EVENTS;
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Duration BARELY_LONGER = LONGEST.plusSeconds(1);
  private static final Duration DAYS = Duration.ofDays(3);
  private static final int COMMITS = 12;

  private final InMemoryStaging staging = new InMemoryStaging();
  private final InMemoryLakeCatalog catalog = new InMemoryLakeCatalog(staging);
  private final PinnedVersions versions = new PinnedVersions(new LocalFiles());
  private final LakeOnDisk lake;
  private final LakeTable table;
  private final Exporter exporter;
  private Instant now = Instant.now();
  private long watermark;

  LongestQueryTest(@TempDir Path folder) {
    lake = new LakeOnDisk(folder, catalog);
    table = lake.at().table(EVENTS);
    var ports =
        new ExportPorts(
            staging,
            staging,
            (_, _, _) -> List.of(),
            (_, _, _) -> {
              throw new IllegalStateException("nothing is merged here");
            },
            lake.at().tables(),
            lake.at().folder());
    exporter = Exporter.takeOver(ports, config(), LakeSchema::plain, UUID::randomUUID, () -> now);
  }

  private static ExportConfig config() {
    var standard = ExportConfig.standard();
    return new ExportConfig(
        standard.every(),
        standard.slicesMax(),
        standard.mergeBelowBytes(),
        standard.mergeFilesMin(),
        LONGEST,
        BARELY_LONGER,
        BARELY_LONGER);
  }

  private String began;
  private List<LakeFile> files;

  @BeforeEach
  void aQueryBeginsAndTheTableMovesOn() throws IOException {
    files = List.of(append(), append(), append());
    began = catalog.find(EVENTS).orElseThrow();
    everythingIsDaysOld();
    for (int commit = 0; commit < COMMITS; commit++) {
      append();
    }
    replace(files);
  }

  private LakeFile append() {
    var file = lake.written(EVENTS, 3, 0);
    long expected = watermark++;
    var append = new LakeAppend(UUID.randomUUID(), epoch(), expected, watermark, List.of(file));
    assertThat(table.append(append)).isInstanceOf(Committed.class);
    return file;
  }

  private long epoch() {
    return 1;
  }

  private void replace(List<LakeFile> old) {
    var inTable =
        old.stream()
            .map(f -> new TableFile(f.location(), f.partition().orElseThrow(), f.rows(), f.bytes()))
            .toList();
    var merged = List.of(lake.written(EVENTS, 9, 0));
    var replacement = new LakeReplacement(UUID.randomUUID(), epoch(), inTable, merged);
    assertThat(table.replace(replacement)).isInstanceOf(Committed.class);
  }

  private void everythingIsDaysOld() throws IOException {
    try (var paths = Files.walk(LakeRoot.path(lake.root().uri()))) {
      for (var path : new ArrayList<>(paths.toList())) {
        Files.setLastModifiedTime(path, FileTime.from(now.minus(DAYS)));
      }
    }
  }

  private void tidyUpAfter(Duration passed) {
    now = now.plus(passed);
    exporter.expire();
    exporter.sweep();
  }

  private static void assertThatAllIsThere(LakeVersion version, List<LakeFile> expected) {
    assertThat(version.files(new ProjectId(1), TimeRange.ALWAYS))
        .extracting(TableFile::location)
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(LakeFile::location).toList());
  }

  @Test
  void whatItBeganWithIsThereToTheEnd() {
    tidyUpAfter(LONGEST);

    assertThatAllIsThere(versions.read(EVENTS, began), files);
    assertThat(files).allMatch(file -> LakeOnDisk.exists(file.location()));
  }

  @Test
  void whatItHasPlannedItCanPlanAgainWhenEverythingIsGone() {
    assertThatAllIsThere(versions.read(EVENTS, began), files);

    tidyUpAfter(DAYS);

    assertThatAllIsThere(versions.read(EVENTS, began), files);
    assertThat(files).noneMatch(file -> LakeOnDisk.exists(file.location()));
    var others = new PinnedVersions(new LocalFiles());
    assertThatThrownBy(() -> others.read(EVENTS, began))
        .isInstanceOf(LakeException.Unavailable.class)
        .hasMessageContaining("it was replaced so long ago that");
  }
}
