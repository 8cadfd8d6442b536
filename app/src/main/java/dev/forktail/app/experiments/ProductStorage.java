package dev.forktail.app.experiments;

import dev.forktail.app.Housekeeping;
import dev.forktail.postgres.PostgresConfig;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.embedded.EmbeddedPostgres;
import dev.forktail.postgres.embedded.EmbeddedPostgresConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The PostgreSQL that holds experiments. It starts beside everything else, on a thread of its own,
/// and as often as it takes: nothing waits for it, and what goes wrong with it is only told.
final class ProductStorage implements AutoCloseable {
  private static final String NAME = "forktail_product";
  private static final int CONNECTIONS_MAX = 8;
  private static final Duration TRANSACTION_MAX = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(4);
  private static final Duration OWN_START_MAX = Duration.ofSeconds(30);
  private static final String JOB = "follow the product database";

  private final ProductSettings where;
  private final Place place;
  private final Consumer<PostgresConfig> opened;
  private final ProductDatabase database = new ProductDatabase();
  private final Housekeeping jobs = new Housekeeping("product", 1);
  private final CountDownLatch tried = new CountDownLatch(1);
  private @Nullable EmbeddedPostgres server; // Guarded by `this`.
  private boolean told; // Only the job uses it.
  private boolean closed; // Guarded by `this`.

  /// Where our own server has its files.
  ///
  /// @param folder its data
  /// @param binaries where unpacked PostgreSQL binaries are kept for all servers of this user
  record Place(Path folder, Path binaries) {}

  /// @param opened is told where the database is, once it is open
  ProductStorage(ProductSettings where, Place place, Consumer<PostgresConfig> opened) {
    this.where = where;
    this.place = place;
    this.opened = opened;
  }

  /// Begins to open it; whenever it answers, `work` is done, twice a second.
  void start(Runnable work) {
    if (where instanceof ProductSettings.None) {
      tried.countDown();
      return;
    }
    jobs.every(PAUSE, PAUSE_MAX, JOB, () -> follow(work));
  }

  /// Waits until it was tried to open it: our own server for as long as that takes to start or to
  /// fail, somebody else's for `max` at most.
  void awaitStart(Duration max) throws InterruptedException {
    var patience = where instanceof ProductSettings.Embedded ? OWN_START_MAX : max;
    var _ = tried.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  ProductDatabase database() {
    return database;
  }

  /// Whether there is one to be opened.
  boolean isWanted() {
    return !(where instanceof ProductSettings.None);
  }

  /// What is wrong with it; empty when it answers.
  Optional<String> fault() {
    if (isWanted() && tried.getCount() > 0) {
      return Optional.of("The product database is being opened");
    }
    return jobs.fault().map(fault -> fault.substring(JOB.length() + 2));
  }

  private void follow(Runnable work) {
    try {
      var config = config();
      database.open(config);
      tell(config);
      work.run();
    } finally {
      tried.countDown();
    }
  }

  private void tell(PostgresConfig config) {
    if (!told) {
      opened.accept(config);
      told = true;
    }
  }

  private PostgresConfig config() {
    return switch (where) {
      case ProductSettings.Embedded(var settings) -> {
        var running =
            running(new EmbeddedPostgresConfig(place.folder(), place.binaries(), 0, settings));
        yield config(running.jdbcUrl(NAME), running.user(), running.password());
      }
      case ProductSettings.Remote(var url, var user, var password) -> config(url, user, password);
      case ProductSettings.None() -> throw new IllegalStateException("There is no such database");
    };
  }

  private static PostgresConfig config(String url, String user, String password) {
    return new PostgresConfig(url, user, password, CONNECTIONS_MAX, TRANSACTION_MAX);
  }

  /// Our own server, started if it is not running. Whoever closes it meanwhile waits.
  private synchronized EmbeddedPostgres running(EmbeddedPostgresConfig config) {
    var running = server;
    if (running == null) {
      if (closed) {
        throw new IllegalStateException("The product database is closed");
      }
      running = EmbeddedPostgres.start(config);
      server = running;
      running.createDatabase(NAME);
    }
    return running;
  }

  @Override
  public void close() {
    jobs.close();
    database.close();
    synchronized (this) {
      closed = true;
      if (server != null) {
        server.close();
      }
    }
  }
}
