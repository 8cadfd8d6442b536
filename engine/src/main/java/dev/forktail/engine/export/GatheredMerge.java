package dev.forktail.engine.export;

import java.util.ArrayList;
import java.util.List;

/// Merges small files as they come, into ones of about the size that files of the lake are to have.
final class GatheredMerge {
  private final Export export;
  private final TableName table;
  private final List<LakeFile> waiting = new ArrayList<>();
  private final List<LakeFile> merged = new ArrayList<>();

  GatheredMerge(Export export, TableName table) {
    this.export = export;
    this.table = table;
  }

  void add(LakeFile small) {
    waiting.add(small);
    if (waiting.stream().mapToLong(LakeFile::bytes).sum() >= ExportConfig.FILE_BYTES_TARGET) {
      merge();
    }
  }

  /// What has become of them all.
  List<LakeFile> finish() {
    if (!waiting.isEmpty()) {
      merge();
    }
    return List.copyOf(merged);
  }

  private void merge() {
    var locations = waiting.stream().map(LakeFile::location).toList();
    var made = export.ports().merger().merge(table, export.schema(), locations);
    long events = waiting.stream().mapToLong(LakeFile::events).sum();
    if (made.eventsRead() != events || made.eventsWritten() != events) {
      throw new LakeException.Wrong(
          "Files of %s have %d events, but a merge read %d and wrote %d"
              .formatted(table.text(), events, made.eventsRead(), made.eventsWritten()));
    }
    merged.addAll(made.files());
    waiting.clear();
  }
}
