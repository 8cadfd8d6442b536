package dev.forktail.lake;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.LakeAppend;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeFiles;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.export.memory.InMemoryLakeCatalog;
import dev.forktail.engine.export.memory.InMemoryStaging;
import dev.forktail.engine.query.TimeRange;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Measures how long it takes to plan a version of a table with many files, of which nothing but
/// their entries exists. Run by hand:
///
/// `PlanSpeed FOLDER COMMITS FILES_PER_COMMIT`
final class PlanSpeed {
  private static final TableName EVENTS = TableName.EVENTS;
  private static final ProjectId PROJECT = new ProjectId(1);
  private static final int FILES_PER_DAY = 1_500;
  private static final PrintStream out = System.out;

  private PlanSpeed() {}

  public static void main(String[] args) {
    int commits = Integer.parseInt(args[1]);
    int filesPerCommit = Integer.parseInt(args[2]);
    var staging = new InMemoryStaging();
    var catalog = new InMemoryLakeCatalog(staging);
    var lake = new LakeOnDisk(Path.of(args[0]), catalog);
    long epoch = staging.takeOver();
    var table = lake.at().table(EVENTS);
    table.prepare(epoch, LakeSchema.plain());
    for (int commit = 0; commit < commits; commit++) {
      var files = files(commit * filesPerCommit, filesPerCommit);
      table.append(new LakeAppend(UUID.randomUUID(), epoch, commit, commit + 1L, files));
    }
    String location = catalog.find(EVENTS).orElseThrow();
    var warmUp = new PinnedVersions(new LocalFiles());
    for (int i = 0; i < 3; i++) {
      warmUp.read(EVENTS, location).files(PROJECT, TimeRange.ALWAYS);
    }
    var cold = new PinnedVersions(new LocalFiles());
    long before = usedBytes();
    var version = cold.read(EVENTS, location);
    time("first", () -> version.files(PROJECT, TimeRange.ALWAYS).size());
    out.printf("kept=%d MB%n", (usedBytes() - before) >> 20);
    var week = new TimeRange(LakeFiles.NOON.minus(Duration.ofDays(7)), Instant.MAX);
    for (int i = 0; i < 5; i++) {
      time("again", () -> cold.read(EVENTS, location).files(PROJECT, TimeRange.ALWAYS).size());
      time("week", () -> cold.read(EVENTS, location).files(PROJECT, week).size());
    }
  }

  private static List<LakeFile> files(int first, int count) {
    var files = new ArrayList<LakeFile>();
    for (int i = first; i < first + count; i++) {
      var noon = LakeFiles.NOON.minus(Duration.ofDays(i / FILES_PER_DAY));
      var described = LakeFiles.file(EVENTS, UUID.randomUUID() + ".parquet", 1_000, noon, noon);
      files.add(
          new LakeFile(
              EVENTS,
              described.location(),
              1_000,
              1_000,
              described.bytes(),
              EventColumns.ALL.stream().map(column -> stats(column.fieldId(), noon)).toList()));
    }
    return files;
  }

  private static ColumnStats stats(int field, Instant time) {
    var column = EventColumns.ALL.stream().filter(c -> c.fieldId() == field).findFirst();
    String bound =
        switch (column.orElseThrow().type()) {
          case STRING -> "Product Viewed in the shop";
          case TIMESTAMP -> Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time));
          case BOOLEAN -> "true";
          case INTEGER, LONG, DOUBLE -> "1";
        };
    return new ColumnStats(field, 100, 1_000, 0, bound, bound);
  }

  private interface Planned {
    int files();
  }

  private static void time(String what, Planned planned) {
    long begin = System.nanoTime();
    int files = planned.files();
    out.printf("%s: files=%d took=%.1f ms%n", what, files, (System.nanoTime() - begin) / 1e6);
  }

  private static long usedBytes() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
