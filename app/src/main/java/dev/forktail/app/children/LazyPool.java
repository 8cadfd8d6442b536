package dev.forktail.app.children;

import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.duckdb.process.ChildPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// DuckDB children that are prepared when they are needed for the first time, so that a server
/// takes events also where they cannot be. Safe for concurrent use.
public final class LazyPool implements AutoCloseable {
  private final ChildConfig config;
  private @Nullable ChildPool pool;
  private boolean closed;

  public LazyPool(ChildConfig config) {
    this.config = config;
  }

  /// The children.
  ///
  /// @throws UncheckedIOException when they cannot be prepared; the next call tries again
  public synchronized ChildPool get() {
    if (closed) {
      throw new UncheckedIOException(new IOException("The server is stopping"));
    }
    if (pool == null) {
      pool = open();
    }
    return pool;
  }

  private ChildPool open() {
    try {
      return ChildPool.open(config);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot prepare DuckDB in %s: %s. Is the disk full?".formatted(config.folder(), e), e);
    }
  }

  /// The most memory that a child was seen to have, in bytes.
  public synchronized long residentBytesMax() {
    return pool == null ? 0 : pool.residentBytesMax();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (pool != null) {
      pool.close();
    }
  }
}
