package dev.forktail.engine.imports;

import dev.forktail.engine.imports.ImportCatalog.Known;
import dev.forktail.engine.imports.ImportFiles.MapOrder;
import dev.forktail.engine.imports.ImportOutcome.Imported;
import dev.forktail.engine.imports.ImportOutcome.ImportedBefore;
import dev.forktail.engine.imports.ImportOutcome.Paused;
import dev.forktail.engine.imports.ImportOutcome.TooManyRefused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Brings files into the lake and every count.
///
/// - **Contract.** Each row of a file is stored, a duplicate or a dead letter, once, whatever is
///   killed and however often the same import is run. An event is a duplicate when one with its
///   message id and its day of UTC is stored or stands before it in the file.
/// - **Failure.** [dev.forktail.engine.export.LakeException], a
///   [dev.forktail.engine.event.StoreException], [ImportFiles.BadFileException]: run the same
///   import again, and it goes on.
/// - **Threads.** One import at a time per work folder; blocks, for minutes.
public final class Importer {
  private final ImportPorts ports;
  private final ImportConfig config;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  /// An importer with these limits.
  ///
  /// @param ids new at each call
  public Importer(ImportPorts ports, ImportConfig config, Supplier<UUID> ids, InstantSource clock) {
    this.ports = ports;
    this.config = config;
    this.ids = ids;
    this.clock = clock;
  }

  /// Imports a file, or what is left of it.
  public ImportOutcome run(ImportJob job, Consumer<ImportProgress> watcher) {
    var work = new WorkFolder(config.work(), job.id());
    String name = String.valueOf(job.file().getFileName());
    var known = ports.catalog().begin(job.id(), job.project(), name, clock.instant());
    if (known.finished()) {
      work.deleteAll();
      return new ImportedBefore(known);
    }
    boolean resumed = known.planned() || work.isComplete();
    watcher.accept(new ImportProgress.Mapping(resumed));
    var survey = mapped(job, known, work);
    if (!known.planned() && survey.refusedRows() > config.refusedMax()) {
      ports.catalog().giveUp(job.id());
      work.deleteAll();
      return new TooManyRefused(survey);
    }
    ports.catalog().plan(job.id(), PartPlan.of(survey, config.partBytesMax()));
    if (!commitAll(known, work, survey, watcher)) {
      return new Paused();
    }
    var finished = ports.catalog().finish(job.id(), clock.instant());
    work.deleteAll();
    return new Imported(finished, resumed, survey.refused());
  }

  /// What would become of a file. Nothing is stored.
  public Preview preview(ImportJob job, int sampleMax) {
    var work = new WorkFolder(config.work(), job.id());
    var folder = work.begin();
    try {
      ports.files().map(order(job, clock.instant()), folder);
      return new Preview(ports.files().survey(folder), ports.files().sample(folder, sampleMax));
    } finally {
      work.deleteAll();
    }
  }

  private Survey mapped(ImportJob job, Known known, WorkFolder work) {
    if (!work.isComplete()) {
      ports.files().map(order(job, known.begun()), work.begin());
      work.complete();
    }
    return ports.files().survey(work.path());
  }

  private static MapOrder order(ImportJob job, Instant now) {
    return new MapOrder(job.file(), job.format(), job.mapping(), now);
  }

  /// Whether all parts are committed.
  private boolean commitAll(
      Known known, WorkFolder work, Survey survey, Consumer<ImportProgress> watcher) {
    var commit = new PartCommit(ports, config, ids, clock, known, work.path());
    var open = ports.catalog().open(known.id());
    int done = 0;
    for (var part : open) {
      watcher.accept(new ImportProgress.Committing(done++, open.size(), survey.events()));
      if (!commit.run(part)) {
        return false;
      }
    }
    watcher.accept(new ImportProgress.Committing(done, open.size(), survey.events()));
    return true;
  }

  /// What would become of a file.
  ///
  /// @param sample its first events, as JSON
  public record Preview(Survey survey, List<String> sample) {}
}
