package dev.forktail.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeFiles;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.Period;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.export.memory.InMemoryLakeCatalog;
import dev.forktail.engine.export.memory.InMemoryStaging;
import dev.forktail.engine.query.TimeRange;
import dev.forktail.lake.PinnedOperations.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which files are planned, of a table that something else may have written.
final class PlanningTest {
  private static final TableName EVENTS = TableName.EVENTS;
  private static final int TODAY = Period.DAY.of(LakeFiles.NOON);
  private static final int DAYS = 20;
  private static final int PROJECTS = 5;

  private final InMemoryStaging staging = new InMemoryStaging();
  private final InMemoryLakeCatalog catalog = new InMemoryLakeCatalog(staging);
  private final LocalFiles files = new LocalFiles();
  private final PinnedVersions versions = new PinnedVersions(files);
  private final long epoch = staging.takeOver();

  PlanningTest(@TempDir Path folder) {
    var lake = new LakeOnDisk(folder, catalog);
    lake.at().table(EVENTS).prepare(epoch, LakeSchema.plain());
  }

  private String location() {
    return catalog.find(EVENTS).orElseThrow();
  }

  private BaseTable iceberg() {
    var access = new Access(catalog, files, UUID::randomUUID);
    var version = TableMetadataParser.read(files, location());
    return Tables.of(new PinnedOperations(EVENTS, access, epoch, version));
  }

  /// Iceberg's own planner is asked the same.
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void theFilesAreThoseThatIcebergPlans(long seed) throws IOException {
    var random = new Random(seed);
    for (int commit = 0; commit < 8; commit++) {
      append(random);
    }
    var version = versions.read(EVENTS, location());
    for (int question = 0; question < 60; question++) {
      int project = 1 + random.nextInt(PROJECTS);
      long from = someTime(random);
      long to = from + 1 + random.nextLong(3 * ChronoUnit.DAYS.getDuration().toNanos() / 1_000);
      var range = new TimeRange(instant(from), instant(to));

      assertThat(version.files(new ProjectId(project), range))
          .extracting(TableFile::location)
          .containsExactlyInAnyOrderElementsOf(planned(project, from, to));
    }
    assertThat(version.files(new ProjectId(99), TimeRange.ALWAYS))
        .extracting(TableFile::location)
        .containsExactlyInAnyOrderElementsOf(planned(99, 0, Long.MAX_VALUE));
  }

  private List<String> planned(int project, long from, long to) throws IOException {
    Expression filter =
        Expressions.and(
            Expressions.equal("project", project),
            Expressions.greaterThanOrEqual("occurred", from),
            Expressions.lessThan("occurred", to));
    try (var tasks = iceberg().newScan().filter(filter).planFiles()) {
      var locations = new ArrayList<String>();
      for (FileScanTask task : tasks) {
        locations.add(task.file().location());
      }
      return locations;
    }
  }

  private void append(Random random) {
    var append = iceberg().newAppend();
    for (int file = random.nextInt(10); file >= 0; file--) {
      append.appendFile(someFile(random));
    }
    append.commit();
  }

  /// A file of one day, of which some bounds are known.
  private DataFile someFile(Random random) {
    int day = TODAY - random.nextInt(DAYS);
    long start = micros(Period.DAY.start(day));
    long length = micros(Period.DAY.start(day + 1)) - start;
    long first = start + random.nextLong(length);
    long last = first + random.nextLong(start + length - first);
    int project = 1 + random.nextInt(PROJECTS);
    var lower = new HashMap<Integer, ByteBuffer>();
    var upper = new HashMap<Integer, ByteBuffer>();
    if (random.nextInt(4) > 0) {
      lower.put(EventColumns.OCCURRED.fieldId(), bytes(first));
    }
    if (random.nextInt(4) > 0) {
      upper.put(EventColumns.OCCURRED.fieldId(), bytes(last));
    }
    if (random.nextInt(4) > 0) {
      lower.put(EventColumns.PROJECT.fieldId(), bytes(project));
    }
    if (random.nextInt(4) > 0) {
      upper.put(EventColumns.PROJECT.fieldId(), bytes(project + random.nextInt(3)));
    }
    return file(day, new Metrics(3L, Map.of(), Map.of(), Map.of(), Map.of(), lower, upper));
  }

  private DataFile file(int day, Metrics metrics) {
    var spec = iceberg().spec();
    return DataFiles.builder(spec)
        .withPath("file:///lake/" + UUID.randomUUID() + ".parquet")
        .withFileSizeInBytes(1_000)
        .withPartition(partition(day))
        .withMetrics(metrics)
        .build();
  }

  private PartitionData partition(int day) {
    var partition = new PartitionData(iceberg().spec().partitionType());
    partition.set(0, day);
    return partition;
  }

  private static long someTime(Random random) {
    return micros(Period.DAY.start(TODAY - DAYS - 1))
        + random.nextLong((DAYS + 3) * ChronoUnit.DAYS.getDuration().toNanos() / 1_000);
  }

  private static ByteBuffer bytes(long micros) {
    return Conversions.toByteBuffer(Types.TimestampType.withZone(), micros);
  }

  private static ByteBuffer bytes(int project) {
    return Conversions.toByteBuffer(Types.IntegerType.get(), project);
  }

  private static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  @Test
  void rule15AVersionWithDeleteFilesIsRefused() {
    var deletes =
        FileMetadata.deleteFileBuilder(iceberg().spec())
            .ofPositionDeletes()
            .withPath("file:///lake/deletes.parquet")
            .withFileSizeInBytes(10)
            .withRecordCount(1)
            .withPartition(partition(TODAY))
            .build();
    iceberg().newRowDelta().addDeletes(deletes).commit();

    assertThatThrownBy(() -> versions.read(EVENTS, location()))
        .isInstanceOf(LakeException.Unavailable.class)
        .hasMessageContaining("another program has added delete files");
  }
}
