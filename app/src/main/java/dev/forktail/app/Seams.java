package dev.forktail.app;

import dev.forktail.engine.event.EventStore;
import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.journal.Disk;
import java.util.function.UnaryOperator;

/// Where something can be put between the parts of a server, as the crash tests do.
///
/// @param disk what the journals are written to
/// @param buffer what acknowledges arrivals
/// @param store what the lanes store into
record Seams(
    UnaryOperator<Disk> disk, UnaryOperator<EventBuffer> buffer, UnaryOperator<EventStore> store) {

  /// Nothing in between.
  static Seams closed() {
    return new Seams(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
  }
}
