package dev.forktail.app.experiments;

import dev.forktail.postgres.PostgresConfig;
import dev.forktail.web.health.Health.Component;
import dev.forktail.web.health.Health.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/// Experiments of a running server: where they are kept, and how that is doing.
public final class Experimenting implements AutoCloseable {
  private final ProductStorage storage;

  private Experimenting(ProductStorage storage) {
    this.storage = storage;
  }

  /// Begins to open what experiments are kept in, beside the caller.
  ///
  /// @param folder for a database of our own
  /// @param binaries where unpacked PostgreSQL binaries are kept for all servers of this user
  /// @param opened is told where the product database is, once it is open
  public static Experimenting begin(
      ProductSettings settings, Path folder, Path binaries, Consumer<PostgresConfig> opened) {
    var place = new ProductStorage.Place(folder, binaries);
    var storage = new ProductStorage(settings, place, opened);
    storage.start();
    return new Experimenting(storage);
  }

  /// Waits until all is there, for `max` at most: nothing depends on it.
  public void awaitStart(Duration max) {
    try {
      storage.awaitStart(max);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// How the product database is doing, on which no event depends.
  public Component health() {
    var fault = storage.fault();
    return new Component(
        "product",
        fault.isPresent() ? Status.DEGRADED : Status.UP,
        fault.orElse(storage.isWanted() ? "" : "There is no product database (product.url=none)"),
        Map.of());
  }

  @Override
  public void close() {
    storage.close();
  }
}
