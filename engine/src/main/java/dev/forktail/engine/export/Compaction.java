package dev.forktail.engine.export;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Merges small files of one partition of a table, where there are many.
final class Compaction {
  private final Export export;
  private final LakeTable table;

  Compaction(Export export, LakeTable table) {
    this.export = export;
    this.table = table;
  }

  /// Goes through the partitions `first..last`, the latest first.
  List<ExportReport.Compacted> run(int first, int last) {
    return run(first, last, Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  /// The same, until there were `mergesMax`, or files of `bytesEnd` or more were merged.
  List<ExportReport.Compacted> run(int first, int last, int mergesMax, long bytesEnd) {
    var small = new TreeMap<Integer, List<TableFile>>();
    for (var file : table.smallFiles(first, last, export.config().mergeBelowBytes())) {
      small.computeIfAbsent(file.partition(), _ -> new ArrayList<>()).add(file);
    }
    var reports = new ArrayList<ExportReport.Compacted>();
    long bytes = 0;
    for (var files : small.descendingMap().values()) {
      var some = upToLimit(files);
      boolean ended = bytes >= bytesEnd || reports.size() >= mergesMax;
      if (!ended && some.size() >= export.config().mergeFilesMin()) {
        var report = compact(some);
        reports.add(report);
        bytes += report.bytesBefore();
      }
    }
    return List.copyOf(reports);
  }

  private static List<TableFile> upToLimit(List<TableFile> files) {
    long bytes = 0;
    var some = new ArrayList<TableFile>();
    for (var file : files) {
      bytes += file.bytes();
      if (bytes > ExportConfig.FILE_BYTES_TARGET) {
        break;
      }
      some.add(file);
    }
    return some;
  }

  private ExportReport.Compacted compact(List<TableFile> old) {
    var locations = old.stream().map(TableFile::location).toList();
    var merged = export.ports().merger().merge(table.name(), export.schema(), locations);
    requireAllEvents(old, merged);
    var replacement = new LakeReplacement(export.ids().get(), export.epoch(), old, merged.files());
    boolean committed = export.made(table.replace(replacement)).isPresent();
    return new ExportReport.Compacted(
        table.name(),
        old.getFirst().partition(),
        old.size(),
        merged.files().size(),
        old.stream().mapToLong(TableFile::bytes).sum(),
        merged.files().stream().mapToLong(LakeFile::bytes).sum(),
        committed);
  }

  private void requireAllEvents(List<TableFile> old, FileMerger.Merged merged) {
    long rows = old.stream().mapToLong(TableFile::rows).sum();
    boolean allRead = table.name() != TableName.EVENTS || merged.eventsRead() == rows;
    if (!allRead || merged.eventsRead() != merged.eventsWritten()) {
      throw new LakeException.Wrong(
          "Files of %s have %d rows, but a merge read %d events and wrote %d"
              .formatted(table.name().text(), rows, merged.eventsRead(), merged.eventsWritten()));
    }
  }
}
