package dev.forktail.app.lake;

import dev.forktail.engine.facts.FactExport;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Facts on their way to the lake, behind each commit of events. What goes wrong with them is told,
/// and done again behind the next commit; events do not suffer from it.
final class FactsInLake {
  private static final Logger log = LoggerFactory.getLogger(FactsInLake.class);

  private final FactExport export;
  private volatile @Nullable String fault;

  FactsInLake(FactExport export) {
    this.export = export;
  }

  void run() {
    try {
      int tables = export.run();
      fault = null;
      log.debug("Facts are in the lake: tables={}", tables);
    } catch (RuntimeException e) {
      fault = "Facts did not get into the lake: " + ExportTurns.reason(e);
      log.warn("Facts did not get into the lake; they do with the next commit: reason={}", fault);
    }
  }

  /// Why they are not there as they were with the last commit; empty when they are.
  Optional<String> fault() {
    return Optional.ofNullable(fault);
  }
}
