package dev.forktail.postgres;

import dev.forktail.engine.event.StoreException;
import org.jspecify.annotations.Nullable;

/// The product database: experiments and what else a product is made of, apart from its events, so
/// that neither waits for the other.
///
/// - **Contract.** Nothing needs it to be there: until it was opened, and whenever it is away,
///   callers are told so at once or after the time that they wait for a connection.
/// - **Failure.** One of [StoreException].
/// - **Threads.** Safe for concurrent use; blocks.
public final class ProductDatabase implements AutoCloseable {
  private static final String NAME = "product database";

  private volatile @Nullable SqlPool pool;
  private volatile @Nullable PostgresConfig where;
  private boolean closed; // Guarded by `this`.

  /// Reaches the database at `config` and brings its schema up to date; from then on it is the one
  /// that is asked. Does nothing when one is open already.
  ///
  /// @throws StoreException.Unavailable when it is away, or will not have us
  public synchronized void open(PostgresConfig config) {
    if (pool != null || closed) {
      return;
    }
    var opening = SqlPool.at(NAME, config);
    try {
      opening.migrate(Migrations.PRODUCT);
      where = config;
      pool = opening;
    } finally {
      if (pool == null) {
        opening.close();
      }
    }
  }

  /// Whether it was opened; it may be away all the same.
  public boolean isOpen() {
    return pool != null;
  }

  /// Asks for a connection, for up to the time that callers wait.
  public Reach reach() {
    var open = pool;
    return open == null ? new Reach.Away(notOpen()) : open.reach();
  }

  /// Where it is.
  public PostgresConfig where() {
    var found = where;
    if (found == null) {
      throw notOpen();
    }
    return found;
  }

  /// Does `work` statement by statement, each its own transaction. `cannot` begins the sentence of
  /// a failure: "Cannot list experiments".
  public <T> T call(String cannot, SqlWork<T> work) {
    return opened().call(cannot, work);
  }

  /// Does `work` in one transaction.
  public <T> T transact(String cannot, SqlWork<T> work) {
    return opened().transact(cannot, work);
  }

  private SqlPool opened() {
    var open = pool;
    if (open == null) {
      throw notOpen();
    }
    return open;
  }

  private static StoreException.Unavailable notOpen() {
    return new StoreException.Unavailable("The product database is not open yet");
  }

  @Override
  public synchronized void close() {
    closed = true;
    var open = pool;
    if (open != null) {
      open.close();
    }
  }
}
