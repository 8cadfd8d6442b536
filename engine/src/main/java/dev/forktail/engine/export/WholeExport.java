package dev.forktail.engine.export;

import java.util.function.Consumer;

/// Brings all that is sealed into the lake at once, however young it is.
final class WholeExport {
  private final Export export;
  private final Consumer<ExportProgress> watcher;
  private ExportProgress progress = ExportProgress.begin(0, 0);

  WholeExport(Export export, Consumer<ExportProgress> watcher) {
    this.export = export;
    this.watcher = watcher;
  }

  ExportProgress run() {
    var unstaged = export.ports().slices().unstaged(Integer.MAX_VALUE);
    reached(ExportProgress.begin(unstaged.size(), export.ports().tables().size()));
    var staging = new SliceStaging(export);
    for (var slice : unstaged) {
      staging.stage(slice);
      reached(progress.staged());
    }
    for (var table : export.ports().tables()) {
      commit(new TableExport(export, table));
      reached(progress.tableDone());
    }
    return progress;
  }

  /// One commit takes only so many slices.
  private void commit(TableExport table) {
    var report = table.commit();
    while (report.isPresent()) {
      if (report.get().committed()) {
        reached(progress.committed(report.get()));
      }
      report = table.commit();
    }
  }

  private void reached(ExportProgress next) {
    progress = next;
    watcher.accept(next);
  }
}
