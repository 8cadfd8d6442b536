package dev.forktail.app.lake;

import dev.forktail.engine.export.ExportProgress;
import dev.forktail.engine.export.ExportReport;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// In a few words, what the steps of the export have done.
final class ReportText {
  private ReportText() {}

  /// What was done; empty when it was nothing.
  static String of(List<? extends ExportReport> reports) {
    return reports.stream()
        .map(ReportText::find)
        .flatMap(Optional::stream)
        .collect(Collectors.joining("; "));
  }

  private static Optional<String> find(ExportReport report) {
    return switch (report) {
      case ExportReport.Staged staged -> Optional.of(text(staged));
      case ExportReport.Committed committed -> Optional.of(text(committed));
      case ExportReport.Whole(var progress) -> Optional.of(text(progress));
      case ExportReport.Reexported(var progress, var missing) ->
          Optional.of("again: %s %s".formatted(text(progress), missing).strip());
      case ExportReport.Dropped(int slices) -> some(slices, "slices=" + slices);
      case ExportReport.Tidied tidied ->
          some(tidied.filesForgotten(), "files=" + tidied.filesForgotten());
      case ExportReport.Compacted compacted -> Optional.of(text(compacted));
      case ExportReport.Expired expired -> some(expired.snapshots(), text(expired));
      case ExportReport.Swept swept -> some(swept.filesDeleted(), text(swept));
    };
  }

  private static Optional<String> some(int count, String text) {
    return count == 0 ? Optional.empty() : Optional.of(text);
  }

  private static String text(ExportReport.Staged staged) {
    return "slice=%d rows=%d files=%d bytes=%d"
        .formatted(staged.slice(), staged.rows(), staged.files(), staged.bytes());
  }

  private static String text(ExportReport.Committed committed) {
    return "table=%s slices=%d events=%d files=%d bytes=%d%s"
        .formatted(
            committed.table().text(),
            committed.slices(),
            committed.events(),
            committed.filesAdded(),
            committed.bytesAdded(),
            unless(committed.committed()));
  }

  private static String text(ExportProgress progress) {
    return "slices=%d events=%d bytes=%d"
        .formatted(progress.slices(), progress.events(), progress.bytes());
  }

  private static String text(ExportReport.Compacted compacted) {
    return "table=%s files=%d merged=%d bytes=%d%s"
        .formatted(
            compacted.table().text(),
            compacted.filesBefore(),
            compacted.filesAfter(),
            compacted.bytesAfter(),
            unless(compacted.committed()));
  }

  private static String text(ExportReport.Expired expired) {
    return "table=%s snapshots=%d files=%d"
        .formatted(expired.table().text(), expired.snapshots(), expired.filesDeleted());
  }

  private static String text(ExportReport.Swept swept) {
    return "table=%s files=%d bytes=%d"
        .formatted(swept.table().text(), swept.filesDeleted(), swept.bytesDeleted());
  }

  private static String unless(boolean committed) {
    return committed ? "" : " (not committed: somebody else had)";
  }
}
