package dev.forktail.app.fault;

import dev.forktail.app.imports.ImportSeams;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.imports.FileShape;
import dev.forktail.engine.imports.ImportCatalog;
import dev.forktail.engine.imports.ImportFiles;
import dev.forktail.engine.imports.ImportFormat;
import dev.forktail.engine.imports.ImportLetter;
import dev.forktail.engine.imports.ImportPart;
import dev.forktail.engine.imports.ImportPorts;
import dev.forktail.engine.imports.Survey;
import dev.forktail.engine.imports.WrittenPart;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// One place in an import where the process dies, without a word, when it has come there often
/// enough.
public final class ImportCrash {
  private final Place place;
  private final AtomicInteger left;

  private ImportCrash(Place place, int times) {
    this.place = place;
    this.left = new AtomicInteger(times);
  }

  /// Where a crash can hurt.
  enum Place {
    BEGUN,
    MAPPED,
    PLANNED,
    WRITTEN,
    DRAFTED,
    BEFORE_COMMIT,
    AFTER_COMMIT,
    AFTER_LETTERS,
    BEFORE_FINISH,
    FINISHED
  }

  /// What lets a process die where `NAME:N` says; nothing when it is empty.
  public static ImportSeams seams(String value) {
    if (value.isEmpty()) {
      return ImportSeams.closed();
    }
    int colon = value.indexOf(':');
    var place = Place.valueOf(value.substring(0, colon));
    var crash = new ImportCrash(place, Integer.parseInt(value.substring(colon + 1)));
    return new ImportSeams(crash::around);
  }

  /// How [#seams] is told.
  static String property(Place place, int times) {
    return "forktail.fault.import=%s:%d".formatted(place, times);
  }

  private ImportPorts around(ImportPorts ports) {
    return new ImportPorts(
        new Files(ports.files(), this),
        new Catalog(ports.catalog(), this),
        ports.tables(),
        (change, files) -> {
          var moves = ports.drafts().add(change, files);
          reached(Place.DRAFTED);
          return moves;
        },
        ports.folder(),
        ports.snapshots(),
        ports.versions(),
        ports.schema());
  }

  private void reached(Place where) {
    if (where == place && left.decrementAndGet() == 0) {
      OwnDeath.now();
    }
  }

  private record Files(ImportFiles files, ImportCrash crash) implements ImportFiles {
    @Override
    public FileShape look(Path file, ImportFormat format) {
      return files.look(file, format);
    }

    @Override
    public void map(MapOrder order, Path work) {
      files.map(order, work);
      crash.reached(Place.MAPPED);
    }

    @Override
    public Survey survey(Path work) {
      return files.survey(work);
    }

    @Override
    public List<String> sample(Path work, int max) {
      return files.sample(work, max);
    }

    @Override
    public WrittenPart write(PartOrder order, RowSource openRows) {
      var written = files.write(order, openRows);
      crash.reached(Place.WRITTEN);
      return written;
    }

    @Override
    public List<ImportLetter> letters(Path work, ImportPart.Letters part) {
      return files.letters(work, part);
    }
  }

  private record Catalog(ImportCatalog catalog, ImportCrash crash) implements ImportCatalog {
    @Override
    public Known begin(UUID id, ProjectId project, String file, Instant now) {
      var known = catalog.begin(id, project, file, now);
      crash.reached(Place.BEGUN);
      return known;
    }

    @Override
    public void giveUp(UUID id) {
      catalog.giveUp(id);
    }

    @Override
    public void plan(UUID id, List<ImportPart> parts) {
      catalog.plan(id, parts);
      crash.reached(Place.PLANNED);
    }

    @Override
    public List<ImportPart> open(UUID id) {
      return catalog.open(id);
    }

    @Override
    public Known finish(UUID id, Instant now) {
      crash.reached(Place.BEFORE_FINISH);
      var known = catalog.finish(id, now);
      crash.reached(Place.FINISHED);
      return known;
    }

    @Override
    public long commits() {
      return catalog.commits();
    }

    @Override
    public long exporterEpoch() {
      return catalog.exporterEpoch();
    }

    @Override
    public Outcome commit(Known of, ImportPart.Events part, long commits, Change change) {
      crash.reached(Place.BEFORE_COMMIT);
      var outcome = catalog.commit(of, part, commits, change);
      crash.reached(Place.AFTER_COMMIT);
      return outcome;
    }

    @Override
    public Outcome commit(Known of, ImportPart.Letters part, List<ImportLetter> letters) {
      var outcome = catalog.commit(of, part, letters);
      crash.reached(Place.AFTER_LETTERS);
      return outcome;
    }
  }
}
