package dev.forktail.engine.export;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Writes a period of the lake again, from what the store still has of it.
///
/// The files with events of its slices are replaced in one change: by the rows of other slices that
/// they have, and by the rows of these slices from the store. Then the rollups of the days in which
/// these events occurred are counted again from the lake, and wherever those of the period cannot
/// be read or do not add up to its events. Each of the changes can be made again, so a crash in
/// between is mended by saying it again.
final class Reexport {
  /// Events occur up to a day after they arrive.
  private static final Duration AHEAD = Duration.ofDays(2);

  private final Export export;
  private final Consumer<ExportProgress> watcher;
  private final EventsAgain events;
  private final RollupsAgain rollups;
  private ExportProgress progress = ExportProgress.begin(0, 0);

  Reexport(Export export, LakeRewriter rewriter, Consumer<ExportProgress> watcher) {
    this.export = export;
    this.watcher = watcher;
    this.events = new EventsAgain(export, rewriter);
    this.rollups = new RollupsAgain(export, rewriter);
  }

  /// Writes again what arrived from `from` to `to`, a slice at least, and mends the rollups of this
  /// time.
  ExportReport.Reexported run(Instant from, Instant to) {
    commitAll();
    var past = export.ports().slices().past(from, to);
    var kept = kept(past);
    var missing = missing(past, kept);
    reached(ExportProgress.begin(kept.size(), export.ports().tables().size()));
    var written =
        kept.isEmpty()
            ? new EventsAgain.Written(Set.of(), 0)
            : events.write(kept, () -> reached(progress.staged()));
    reached(progress.tableDone());
    int mended = 0;
    for (var table : export.ports().tables()) {
      if (table.name() != TableName.EVENTS) {
        rollups.count(table, written.days());
        mended += mended(table, from, to);
        reached(progress.tableDone());
      }
    }
    long rows = kept.stream().mapToLong(SealedSlice::rows).sum();
    reached(progress.rewritten(kept.size(), rows, written.bytes()));
    return new ExportReport.Reexported(progress, message(kept, missing, mended));
  }

  private int mended(LakeTable table, Instant from, Instant to) {
    var period = table.name().period();
    var latest = export.clock().instant().plus(AHEAD);
    return rollups.mend(table, period.of(from), period.of(to.isBefore(latest) ? to : latest));
  }

  /// What could not be done, when nothing was.
  private static String message(List<SealedSlice> kept, Optional<String> missing, int mended) {
    if (kept.isEmpty()) {
      return mended > 0 ? "" : missing.orElse("Nothing arrived then.");
    }
    return missing.orElse("");
  }

  /// Brings all tables to the same slice: rollups are counted from what is in the table of events.
  private void commitAll() {
    for (var table : export.ports().tables()) {
      var commits = new TableExport(export, table);
      var report = commits.commit();
      while (report.isPresent()) {
        report = commits.commit();
      }
    }
  }

  /// Those that can be written again and have to be: what is not in the lake yet is still to come.
  /// Slices go in their order, so that these follow the last that has gone.
  private List<SealedSlice> kept(List<PastSlice> past) {
    long end =
        export.ports().tables().stream()
            .mapToLong(table -> table.state().watermark())
            .min()
            .orElseThrow();
    var kept = new ArrayList<SealedSlice>();
    for (var one : past) {
      if (!one.isKept()) {
        kept.clear();
      } else if (one.slice().slice() < end) {
        kept.add(one.slice());
      }
    }
    return List.copyOf(kept);
  }

  private static Optional<String> missing(List<PastSlice> past, List<SealedSlice> kept) {
    long first = kept.isEmpty() ? Long.MAX_VALUE : kept.getFirst().slice();
    var gone =
        past.stream()
            .filter(one -> !one.isKept() && one.slice().slice() < first)
            .map(PastSlice::slice)
            .toList();
    if (gone.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "What arrived from %s to %s has left PostgreSQL (slices=%d events=%d): the lake keeps it as it was."
            .formatted(
                gone.getFirst().opened(),
                gone.getLast().sealed(),
                gone.size(),
                gone.stream().mapToLong(SealedSlice::rows).sum()));
  }

  private void reached(ExportProgress next) {
    progress = next;
    watcher.accept(next);
  }
}
