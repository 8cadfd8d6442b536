package dev.forktail.lake;

import static dev.forktail.engine.export.LakeFiles.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.CommitOutcome.Committed;
import dev.forktail.engine.export.LakeAppend;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.export.memory.InMemoryLakeCatalog;
import dev.forktail.engine.export.memory.InMemoryStaging;
import dev.forktail.engine.query.LakeVersions.LakeVersion;
import dev.forktail.engine.query.TimeRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PinnedVersionsTest {
  private static final TableName EVENTS = TableName.EVENTS;
  private static final ProjectId PROJECT = new ProjectId(1);

  private final InMemoryStaging staging = new InMemoryStaging();
  private final InMemoryLakeCatalog catalog = new InMemoryLakeCatalog(staging);
  private final CountedFiles files = new CountedFiles();
  private final PinnedVersions versions = new PinnedVersions(files);
  private final LakeOnDisk lake;
  private final long epoch = staging.takeOver();

  PinnedVersionsTest(@TempDir Path folder) {
    lake = new LakeOnDisk(folder, catalog);
    lake.at().tables().forEach(table -> table.prepare(epoch, LakeSchema.plain()));
  }

  private LakeFile appended(TableName table, long watermark, int daysAgo) {
    var file = lake.written(table, 3, daysAgo);
    long expected = lake.at().table(table).state().watermark();
    var append = new LakeAppend(UUID.randomUUID(), epoch, expected, watermark, List.of(file));
    assertThat(lake.at().table(table).append(append)).isInstanceOf(Committed.class);
    return file;
  }

  private String location(TableName table) {
    return catalog.find(table).orElseThrow();
  }

  private LakeVersion current() {
    return versions.read(EVENTS, location(EVENTS));
  }

  private static List<String> locations(LakeVersion version, TimeRange range) {
    return version.files(PROJECT, range).stream().map(TableFile::location).toList();
  }

  private static TimeRange since(int daysAgo) {
    return new TimeRange(NOON.minus(Duration.ofDays(daysAgo)), NOON.plusSeconds(1));
  }

  @Test
  void aTableWithoutFilesHasNone() {
    assertThat(current().watermark()).isZero();
    assertThat(locations(current(), TimeRange.ALWAYS)).isEmpty();
  }

  @Test
  void rule5AVersionStaysAsItIs() {
    var first = appended(EVENTS, 5, 0);
    var before = current();
    var second = appended(EVENTS, 9, 0);

    assertThat(before.watermark()).isEqualTo(5);
    assertThat(before.files(PROJECT, TimeRange.ALWAYS))
        .containsExactly(
            new TableFile(first.location(), first.partition().orElseThrow(), 3, first.bytes()));
    assertThat(current().watermark()).isEqualTo(9);
    assertThat(locations(current(), TimeRange.ALWAYS))
        .containsExactlyInAnyOrder(first.location(), second.location());
  }

  @Test
  void filesOfAnotherTimeAreLeftOutAndTheirManifestsAreNotRead() {
    var old = appended(EVENTS, 5, 40);
    var recent = appended(EVENTS, 6, 1);
    var version = current();
    int before = files.read();

    assertThat(locations(version, since(1))).containsExactly(recent.location());
    assertThat(files.read()).isEqualTo(before + 1);
    assertThat(locations(version, since(40)))
        .containsExactlyInAnyOrder(old.location(), recent.location());
    assertThat(locations(version, since(0))).isEmpty();
  }

  @Test
  void rollupsArePlannedByMonthAndYear() {
    for (var table : List.of(TableName.ROLLUP_HOUR, TableName.ROLLUP_DAY)) {
      var old = appended(table, 5, 800);
      var recent = appended(table, 6, 1);
      var version = versions.read(table, location(table));

      assertThat(locations(version, since(2))).containsExactly(recent.location());
      assertThat(locations(version, TimeRange.ALWAYS))
          .containsExactlyInAnyOrder(old.location(), recent.location());
    }
  }

  @Test
  void planningAgainReadsNothing() {
    appended(EVENTS, 5, 0);
    appended(EVENTS, 6, 1);
    var planned = locations(current(), TimeRange.ALWAYS);
    int before = files.read();

    assertThat(locations(current(), TimeRange.ALWAYS)).isEqualTo(planned);
    assertThat(files.read()).isEqualTo(before);
  }

  @Test
  void theNextVersionReadsOnlyWhatIsNew() {
    for (int slice = 1; slice <= 10; slice++) {
      appended(EVENTS, slice, 0);
    }
    assertThat(locations(current(), TimeRange.ALWAYS)).hasSize(10);
    appended(EVENTS, 11, 0);
    int before = files.read();

    assertThat(locations(current(), TimeRange.ALWAYS)).hasSize(11);
    int metadataManifestListAndManifest = 3;
    assertThat(files.read()).isEqualTo(before + metadataManifestListAndManifest);
  }

  @Test
  void ofManyWhoAskAtOnceOneReads() throws Exception {
    appended(EVENTS, 5, 0);
    appended(EVENTS, 6, 1);
    Callable<Integer> ask = () -> locations(current(), TimeRange.ALWAYS).size();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(16, ask))) {
        assertThat(answer.get()).isEqualTo(2);
      }
    }
    int metadataManifestListAndTwoManifests = 4;
    assertThat(files.read()).isEqualTo(metadataManifestListAndTwoManifests);
  }

  @Test
  void aVersionThatIsGoneSaysSo() {
    String location = lake.root().table(EVENTS) + "/metadata/00001-gone.gz.metadata.json";

    assertThatThrownBy(() -> versions.read(EVENTS, location))
        .isInstanceOf(LakeException.Unavailable.class)
        .hasMessage(
            "Cannot read a version of the lake table events: it was replaced so long ago that %s is"
                + " gone",
            location);
  }

  @Test
  void aVersionWithoutItsManifestsSaysSo() {
    appended(EVENTS, 5, 0);
    var version = current();
    lake.at().table(EVENTS).reachable().stream()
        .filter(location -> location.endsWith("-m0.avro"))
        .forEach(files::deleteFile);

    assertThatThrownBy(() -> version.files(PROJECT, TimeRange.ALWAYS))
        .isInstanceOf(LakeException.Unavailable.class)
        .hasMessageContaining("it was replaced so long ago that")
        .hasMessageContaining("-m0.avro is gone");
  }
}
