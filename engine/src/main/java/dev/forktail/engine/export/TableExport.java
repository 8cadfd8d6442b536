package dev.forktail.engine.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Commits staged files to one table, together with its new watermark.
///
/// Nothing is remembered from one commit to the next: how far the table is, it says itself. So a
/// crash anywhere, and an outcome that was never heard, end in the same as if nothing had happened.
final class TableExport {
  private final Export export;
  private final LakeTable table;

  TableExport(Export export, LakeTable table) {
    this.export = export;
    this.table = table;
  }

  /// Commits the slices that come next, if there are any.
  Optional<ExportReport.Committed> commit() {
    long expected = table.state().watermark();
    retire(expected);
    var next = next(expected);
    if (next.isEmpty()) {
      return Optional.empty();
    }
    long watermark = next.getLast().slice() + 1;
    var files = files(next);
    var append = new LakeAppend(export.ids().get(), export.epoch(), expected, watermark, files);
    boolean committed = export.made(table.append(append)).isPresent();
    if (committed) {
      retire(watermark);
    }
    return Optional.of(
        new ExportReport.Committed(
            table.name(),
            (int) next.stream().mapToLong(StagedFile::slice).distinct().count(),
            next.size(),
            files.size(),
            files.stream().mapToLong(LakeFile::events).sum(),
            files.stream().mapToLong(LakeFile::bytes).sum(),
            committed));
  }

  private void retire(long end) {
    export.ports().staged().retire(export.epoch(), table.name(), end, export.clock().instant());
  }

  /// The staged files from `watermark` on, up to the first slice that is not staged. Slices are
  /// staged in their order, and that slice is looked up before the files: none can be left out.
  private List<StagedFile> next(long watermark) {
    long end =
        export.ports().slices().unstaged(1).stream()
            .mapToLong(SealedSlice::slice)
            .findFirst()
            .orElse(Long.MAX_VALUE);
    var staged = export.ports().staged().list(table.name(), watermark);
    var slices =
        staged.stream()
            .map(StagedFile::slice)
            .filter(slice -> slice < end)
            .distinct()
            .limit(export.config().slicesMax())
            .toList();
    return staged.stream().filter(file -> slices.contains(file.slice())).toList();
  }

  /// What is to be appended: large files as they are, the others merged.
  private List<LakeFile> files(List<StagedFile> staged) {
    var files =
        new ArrayList<>(staged.stream().filter(StagedFile::asIs).map(StagedFile::file).toList());
    var small = new GatheredMerge(export, table.name());
    staged.stream().filter(file -> !file.asIs()).map(StagedFile::file).forEach(small::add);
    files.addAll(small.finish());
    return files;
  }
}
