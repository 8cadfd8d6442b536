package dev.forktail.app.lake;

import dev.forktail.duckdb.lake.DuckDbFileMerger;
import dev.forktail.duckdb.lake.DuckDbSliceWriter;
import dev.forktail.duckdb.lake.FileNames;
import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.engine.export.FileMerger;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.SliceWriter;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The DuckDB child that writes and merges files, started when it is needed for the first time.
final class Children implements AutoCloseable {
  private static final Duration SLICE_MAX = Duration.ofMinutes(10);
  private static final Duration MERGE_MAX = Duration.ofMinutes(30);

  private final ChildConfig config;
  private final LakeRoot root;
  private final FileNames names;
  private @Nullable ChildPool pool;
  private boolean closed;

  Children(ChildConfig config, LakeRoot root, FileNames names) {
    this.config = config;
    this.root = root;
    this.names = names;
  }

  SliceWriter writer() {
    return (slice, schema, rows) ->
        new DuckDbSliceWriter(pool(), root, names, SLICE_MAX).write(slice, schema, rows);
  }

  FileMerger merger() {
    return (table, schema, locations) ->
        new DuckDbFileMerger(pool(), root, names, MERGE_MAX).merge(table, schema, locations);
  }

  /// The most memory that a child was seen to have, in bytes.
  synchronized long residentBytesMax() {
    return pool == null ? 0 : pool.residentBytesMax();
  }

  private synchronized ChildPool pool() {
    if (closed) {
      throw new LakeException.Unavailable(
          "The export has ended", new IllegalStateException("closed"));
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
      throw new LakeException.Unavailable(
          "Cannot prepare DuckDB in %s: %s. Is the disk full?".formatted(config.folder(), e), e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (pool != null) {
      pool.close();
    }
  }
}
