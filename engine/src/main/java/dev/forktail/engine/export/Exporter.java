package dev.forktail.engine.export;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Brings sealed slices into the lake and keeps the lake tidy.
///
/// - **Contract.** Each event of each slice becomes part of each table once, whatever is killed,
///   lost, or run twice; a slice's table may be dropped only afterwards. Each step can be repeated
///   at any time.
/// - **Failure.** [LakeException] or [dev.forktail.engine.event.StoreException]: run the step again
///   later, except after [LakeException.Fenced], which is for good.
/// - **Threads.** One step at a time; safe for concurrent use; steps take minutes.
public final class Exporter {
  /// How far back events may have occurred, and how far ahead, with a day to spare.
  private static final Duration LATE_MAX = Duration.ofDays(31);

  private static final Duration EARLY_MAX = Duration.ofDays(2);
  private static final int TIDY_FILES_MAX = 1_000;

  private final Supplier<LakeSchema> schema;
  private final CompactionOfOld old = new CompactionOfOld();
  private volatile Export export;
  private volatile Instant nextCommit;

  private Exporter(Supplier<LakeSchema> schema, Export export, Instant nextCommit) {
    this.schema = schema;
    this.export = export;
    this.nextCommit = nextCommit;
  }

  /// Becomes the one exporter, and makes the tables of the lake where they are missing.
  ///
  /// @param schema the columns that are wanted now; they only become more
  public static Exporter takeOver(
      ExportPorts ports,
      ExportConfig config,
      Supplier<LakeSchema> schema,
      Supplier<UUID> ids,
      InstantSource clock) {
    long epoch = ports.staged().takeOver();
    var export = new Export(ports, config, schema.get(), epoch, ids, clock);
    prepareTables(export);
    return new Exporter(schema, export, firstCommit(export));
  }

  private static void prepareTables(Export export) {
    for (var table : export.ports().tables()) {
      var _ = export.made(table.prepare(export.epoch(), export.schema()));
    }
  }

  /// What to work with now. Tables get a new column before any file has it; those of a staged file
  /// were wanted before this one took over.
  private Export upToDate() {
    var next = export.with(schema.get());
    if (!next.schema().equals(export.schema())) {
      prepareTables(next);
      export = next;
    }
    return export;
  }

  /// When what the exporter before has left behind is due.
  private static Instant firstCommit(Export export) {
    return export
        .ports()
        .slices()
        .findFrom(watermark(export))
        .map(SealedSlice::sealed)
        .orElseGet(export.clock()::instant)
        .plus(export.config().every());
  }

  /// Stages the next sealed slices, at most `max`.
  public synchronized List<ExportReport.Staged> stage(int max) {
    return new SliceStaging(upToDate()).stage(max);
  }

  /// Commits what is staged, if its time has come.
  public synchronized List<ExportReport.Committed> commitIfDue() {
    return export.clock().instant().isBefore(nextCommit) ? List.of() : commit();
  }

  /// Commits what is staged, to every table.
  public synchronized List<ExportReport.Committed> commit() {
    var reports = new ArrayList<ExportReport.Committed>();
    var current = upToDate();
    for (var table : current.ports().tables()) {
      new TableExport(current, table).commit().ifPresent(reports::add);
    }
    nextCommit = export.clock().instant().plus(export.config().every());
    return List.copyOf(reports);
  }

  /// Stages and commits all that is sealed, and tells `watcher` how far it is.
  public synchronized ExportProgress exportAll(Consumer<ExportProgress> watcher) {
    var done = new WholeExport(upToDate(), watcher).run();
    nextCommit = export.clock().instant().plus(export.config().every());
    return done;
  }

  /// Writes again what arrived from `from` to `to` and is in the lake, as far as the store still
  /// has it, and tells `watcher` how far it is.
  public synchronized ExportReport.Reexported reexport(
      Instant from, Instant to, LakeRewriter rewriter, Consumer<ExportProgress> watcher) {
    return new Reexport(upToDate(), rewriter, watcher).run(from, to);
  }

  /// When what is staged will be committed.
  public Instant nextCommit() {
    return nextCommit;
  }

  /// How far every table is: the store needs no slice with a number below.
  public long watermark() {
    return watermark(export);
  }

  private static long watermark(Export export) {
    return export.ports().tables().stream()
        .mapToLong(table -> table.state().watermark())
        .min()
        .orElseThrow();
  }

  /// Drops the tables of slices that are in the lake and were sealed before `sealedBefore`.
  public synchronized ExportReport.Dropped drop(Instant sealedBefore) {
    return dropped(export.ports().slices().drop(watermark(), sealedBefore));
  }

  /// Drops the tables of the `max` oldest slices that are in the lake.
  public synchronized ExportReport.Dropped dropOldest(int max) {
    return dropped(export.ports().slices().dropOldest(watermark(), max));
  }

  private static ExportReport.Dropped dropped(List<Long> slices) {
    return new ExportReport.Dropped(slices.size());
  }

  /// Strikes out staged files that no query needs any more.
  public synchronized ExportReport.Tidied tidy() {
    var before = export.clock().instant().minus(export.config().longestQuery());
    var staged = export.ports().staged();
    var files = staged.retiredBefore(before, TIDY_FILES_MAX);
    int deleted = 0;
    for (var file : files) {
      if (!file.asIs()) {
        export.ports().folder().delete(file.file().location());
        deleted++;
      }
    }
    if (!files.isEmpty()) {
      staged.forget(export.epoch(), files);
    }
    return new ExportReport.Tidied(files.size(), deleted);
  }

  /// Merges small files of the partitions into which events still come, and of some of those from
  /// long ago, into which files are imported.
  public synchronized List<ExportReport.Compacted> compact() {
    var current = upToDate();
    var now = current.clock().instant();
    var reports = new ArrayList<ExportReport.Compacted>();
    for (var table : current.ports().tables()) {
      int last = table.name().period().of(now.plus(EARLY_MAX));
      reports.addAll(new Compaction(current, table).run(firstRecent(table, now), last));
    }
    for (var table : current.ports().tables()) {
      reports.addAll(old.run(current, table, firstRecent(table, now)));
    }
    return List.copyOf(reports);
  }

  private static int firstRecent(LakeTable table, Instant now) {
    return table.name().period().of(now.minus(LATE_MAX));
  }

  /// Forgets snapshots that are old enough.
  public synchronized List<ExportReport.Expired> expire() {
    var moment = export.clock().instant().minus(export.config().snapshotAge());
    var reports = new ArrayList<ExportReport.Expired>();
    for (var table : export.ports().tables()) {
      var expired = table.expire(export.epoch(), moment);
      Optional<LakeState> _ = export.made(expired.outcome());
      reports.add(
          new ExportReport.Expired(table.name(), expired.snapshots(), expired.filesDeleted()));
    }
    return List.copyOf(reports);
  }

  /// Deletes files that nobody knows and that are old enough.
  public synchronized List<ExportReport.Swept> sweep() {
    var reports = new ArrayList<ExportReport.Swept>();
    for (var table : export.ports().tables()) {
      reports.add(new OrphanSweep(export, table).run());
    }
    return List.copyOf(reports);
  }
}
