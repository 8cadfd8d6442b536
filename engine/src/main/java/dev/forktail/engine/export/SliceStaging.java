package dev.forktail.engine.export;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/// Writes sealed slices as files and lists these, in the order of the slices.
final class SliceStaging {
  private final Export export;

  SliceStaging(Export export) {
    this.export = export;
  }

  /// Stages the next slices, at most `max`.
  List<ExportReport.Staged> stage(int max) {
    var reports = new ArrayList<ExportReport.Staged>();
    for (var slice : export.ports().slices().unstaged(max)) {
      reports.add(stage(slice));
    }
    return List.copyOf(reports);
  }

  ExportReport.Staged stage(SealedSlice slice) {
    var ports = export.ports();
    var files = ports.writer().write(slice, export.schema(), ports.slices().rows(slice));
    requireAllRows(slice, files);
    boolean isNew =
        ports
            .staged()
            .add(export.epoch(), slice, files.stream().map(f -> staged(slice, f)).toList());
    long bytes = files.stream().mapToLong(LakeFile::bytes).sum();
    return new ExportReport.Staged(slice.slice(), slice.rows(), files.size(), bytes, isNew);
  }

  /// Every table has to account for each event of the slice.
  private static void requireAllRows(SealedSlice slice, List<LakeFile> files) {
    var events = new EnumMap<TableName, Long>(TableName.class);
    files.forEach(file -> events.merge(file.table(), file.events(), Long::sum));
    for (var table : TableName.values()) {
      long written = events.getOrDefault(table, 0L);
      if (written != slice.rows()) {
        throw new LakeException.Wrong(
            "Slice %d has %d events, but %d were written for %s"
                .formatted(slice.slice(), slice.rows(), written, table.text()));
      }
    }
  }

  private StagedFile staged(SealedSlice slice, LakeFile file) {
    return new StagedFile(slice.slice(), file, export.config().takesAsIs(file));
  }
}
