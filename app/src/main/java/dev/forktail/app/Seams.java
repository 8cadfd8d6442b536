package dev.forktail.app;

import dev.forktail.app.lake.ExportSeams;
import dev.forktail.engine.event.EventStore;
import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.journal.Disk;
import java.util.function.UnaryOperator;

/// Where something can be put between the parts of a server, as the crash tests do.
///
/// @param disk what the journals are written to
/// @param buffer what acknowledges arrivals
/// @param store what the lanes store into
/// @param export between the parts of the export
record Seams(
    UnaryOperator<Disk> disk,
    UnaryOperator<EventBuffer> buffer,
    UnaryOperator<EventStore> store,
    ExportSeams export) {

  /// Nothing in between.
  static Seams closed() {
    return new Seams(
        UnaryOperator.identity(),
        UnaryOperator.identity(),
        UnaryOperator.identity(),
        ExportSeams.closed());
  }
}
