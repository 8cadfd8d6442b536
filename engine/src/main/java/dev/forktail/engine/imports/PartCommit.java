package dev.forktail.engine.imports;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.CommitOutcome;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.imports.ImportCatalog.Change;
import dev.forktail.engine.imports.ImportCatalog.Known;
import dev.forktail.engine.imports.ImportCatalog.Outcome;
import dev.forktail.engine.imports.ImportFiles.PartOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Brings one part after the other into the lake and the counts.
///
/// What is stored is looked at in one moment, and the part is committed later. What happens in
/// between: another import commits, then the part is made anew; the exporter commits or merges what
/// was seen already, then only the pointers are moved from where they are now; an event arrives
/// that is also in the file, which is as if it had arrived after the import.
record PartCommit(
    ImportPorts ports,
    ImportConfig config,
    Supplier<UUID> ids,
    InstantSource clock,
    Known known,
    Path work) {
  /// How often others may come first.
  private static final int ATTEMPTS_MAX = 50;

  private static final int UNKNOWN_MAX = 3;

  /// Whether the part is committed; if not, the lake is to be left as it is.
  boolean run(ImportPart part) {
    return switch (part) {
      case ImportPart.Letters letters -> run(letters);
      case ImportPart.Events events -> run(events);
    };
  }

  private boolean run(ImportPart.Letters part) {
    var letters = ports.files().letters(work, part);
    if (letters.size() != part.rows()) {
      throw new LakeException.Wrong(
          "There are %d refused rows from %d on, not %d"
              .formatted(letters.size(), part.first(), part.rows()));
    }
    return decided(() -> ports.catalog().commit(known, part, letters)) == Outcome.DONE;
  }

  private boolean run(ImportPart.Events part) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      var outcome = attempt(part);
      if (outcome == Outcome.DONE || outcome == Outcome.PAUSED) {
        return outcome == Outcome.DONE;
      }
    }
    throw new LakeException.Wrong("Other imports came first, " + ATTEMPTS_MAX + " times");
  }

  private Outcome attempt(ImportPart.Events part) {
    long commits = ports.catalog().commits();
    var schema = prepared();
    var begun = clock.instant();
    var written = written(part, schema);
    Outcome outcome = Outcome.MOVED;
    for (int attempt = 0; outcome == Outcome.MOVED && attempt < ATTEMPTS_MAX; attempt++) {
      var moves = ports.drafts().add(ids.get(), written.files());
      var change = new Change(moves, written);
      outcome =
          isTooOld(begun)
              ? Outcome.OVERTAKEN
              : decided(() -> ports.catalog().commit(known, part, commits, change));
      if (outcome != Outcome.DONE) {
        deleteAll(moves.stream().map(PointerMove::next));
      }
    }
    if (outcome != Outcome.DONE) {
      deleteAll(written.files().stream().map(LakeFile::location));
    }
    return outcome;
  }

  /// A version that will never be the current one, and files that no version has, must not be found
  /// by whoever looks for the newest version.
  private void deleteAll(Stream<String> locations) {
    locations.forEach(ports.folder()::delete);
  }

  private boolean isTooOld(Instant begun) {
    return clock.instant().isAfter(begun.plus(config.commitWithin()));
  }

  private WrittenPart written(ImportPart.Events part, LakeSchema schema) {
    try (var stored = StoredEvents.of(part, known, ports, clock.instant())) {
      var order =
          new PartOrder(known.project(), work, part, known.begun(), schema, stored.locations());
      return ports.files().write(order, stored.openRows());
    }
  }

  /// The columns that the tables have at least.
  private LakeSchema prepared() {
    var schema = ports.schema().get();
    for (var table : ports.tables()) {
      for (int attempt = 0; ; attempt++) {
        var outcome = table.prepare(ports.catalog().exporterEpoch(), schema);
        if (outcome instanceof CommitOutcome.Committed) {
          break;
        }
        if (attempt == ATTEMPTS_MAX) {
          throw new LakeException.Wrong("Exporters take over from each other all the time");
        }
      }
    }
    return schema;
  }

  /// Asks again as long as nobody knows what became of it.
  private static Outcome decided(Supplier<Outcome> commit) {
    for (int attempt = 1; ; attempt++) {
      try {
        return commit.get();
      } catch (StoreException.OutcomeUnknown e) {
        if (attempt == UNKNOWN_MAX) {
          throw e;
        }
      }
    }
  }
}
