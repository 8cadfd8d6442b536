package dev.forktail.app.lake;

import dev.forktail.engine.export.ExportReport;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says what the steps of the export have done, where they have done something.
final class ExportLog {
  private static final Logger log = LoggerFactory.getLogger(ExportLog.class);

  private ExportLog() {}

  static void write(List<? extends ExportReport> reports) {
    reports.forEach(ExportLog::write);
  }

  static void write(ExportReport report) {
    switch (report) {
      case ExportReport.Staged staged -> log.debug("Slice staged: {}", staged);
      case ExportReport.Committed committed -> log.info("Slices are in the lake: {}", committed);
      case ExportReport.Tidied tidied when tidied.filesForgotten() == 0 -> {}
      case ExportReport.Tidied tidied -> log.info("Staged files are gone: {}", tidied);
      case ExportReport.Compacted compacted -> log.info("Files of the lake merged: {}", compacted);
      case ExportReport.Expired expired when expired.snapshots() == 0 -> {}
      case ExportReport.Expired expired -> log.info("Snapshots are forgotten: {}", expired);
      case ExportReport.Swept swept when swept.filesDeleted() == 0 -> {}
      case ExportReport.Swept swept -> log.info("Files nobody knew are gone: {}", swept);
    }
  }
}
