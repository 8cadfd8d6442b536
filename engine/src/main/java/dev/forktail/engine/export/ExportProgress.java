package dev.forktail.engine.export;

/// How far an export of everything has come.
///
/// @param slicesToStage how many sealed slices were not staged when it began
/// @param slicesStaged how many of these are
/// @param tables how many the lake has
/// @param tablesDone in how many of these everything is
/// @param slices how many have become part of the table of events since it began
/// @param events how many events these have
/// @param bytes of the files that were added, to all tables
public record ExportProgress(
    int slicesToStage,
    int slicesStaged,
    int tables,
    int tablesDone,
    int slices,
    long events,
    long bytes) {

  static ExportProgress begin(int slicesToStage, int tables) {
    return new ExportProgress(slicesToStage, 0, tables, 0, 0, 0, 0);
  }

  ExportProgress staged() {
    return new ExportProgress(
        slicesToStage, slicesStaged + 1, tables, tablesDone, slices, events, bytes);
  }

  ExportProgress committed(ExportReport.Committed report) {
    boolean counts = report.table() == TableName.EVENTS;
    return new ExportProgress(
        slicesToStage,
        slicesStaged,
        tables,
        tablesDone,
        slices + (counts ? report.slices() : 0),
        events + (counts ? report.events() : 0),
        bytes + report.bytesAdded());
  }

  ExportProgress rewritten(int slicesAgain, long eventsAgain, long bytesWritten) {
    return new ExportProgress(
        slicesToStage, slicesStaged, tables, tablesDone, slicesAgain, eventsAgain, bytesWritten);
  }

  ExportProgress tableDone() {
    return new ExportProgress(
        slicesToStage, slicesStaged, tables, tablesDone + 1, slices, events, bytes);
  }
}
