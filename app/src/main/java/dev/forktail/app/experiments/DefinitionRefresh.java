package dev.forktail.app.experiments;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.experiment.ExperimentCatalog;
import dev.forktail.engine.experiment.LiveExperiments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps the experiments in memory, and on disk, as they are in the catalog: asked for its version
/// twice a second, it costs one look as long as nothing has changed.
final class DefinitionRefresh {
  private final ExperimentCatalog catalog;
  private final LiveExperiments live;
  private final DefinitionFile file;
  private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
  private boolean kept; // Guarded by `this`: what is in memory is on disk.
  private boolean read; // Guarded by `this`: it was read from the catalog by this process.

  DefinitionRefresh(ExperimentCatalog catalog, LiveExperiments live, DefinitionFile file) {
    this.catalog = catalog;
    this.live = live;
    this.file = file;
  }

  /// Has `listener` be run whenever there is something new. It must not wait.
  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /// Takes what was kept on disk.
  synchronized void recall() {
    file.read().ifPresent(live::use);
  }

  /// Takes what is in the catalog, if it is newer.
  ///
  /// @throws StoreException when the catalog is away
  synchronized void run() {
    if (!read || catalog.version() != live.definitions().version()) {
      var definitions = catalog.definitions();
      boolean differs = !definitions.equals(live.definitions());
      read = true;
      if (differs) {
        kept = false;
        live.use(definitions);
        listeners.forEach(Runnable::run);
      }
    }
    if (!kept) {
      keep();
    }
  }

  private void keep() {
    try {
      file.write(live.definitions());
      kept = true;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the experiments on disk: " + e.getMessage(), e);
    }
  }
}
