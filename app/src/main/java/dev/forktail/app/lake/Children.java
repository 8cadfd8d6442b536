package dev.forktail.app.lake;

import dev.forktail.app.children.LazyPool;
import dev.forktail.duckdb.lake.DuckDbFactWriter;
import dev.forktail.duckdb.lake.DuckDbFileMerger;
import dev.forktail.duckdb.lake.DuckDbLakeRewriter;
import dev.forktail.duckdb.lake.DuckDbSliceWriter;
import dev.forktail.duckdb.lake.FileNames;
import dev.forktail.duckdb.process.ChildConfig;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.engine.export.FileMerger;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeRewriter;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.SliceRange;
import dev.forktail.engine.export.SliceWriter;
import dev.forktail.engine.facts.FactWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// The DuckDB child that writes and merges files, started when it is needed for the first time.
final class Children implements AutoCloseable {
  private static final Duration SLICE_MAX = Duration.ofMinutes(10);
  private static final Duration MERGE_MAX = Duration.ofMinutes(30);

  private final LazyPool children;
  private final LakeRoot root;
  private final FileNames names;

  Children(ChildConfig config, LakeRoot root, FileNames names) {
    this.children = new LazyPool(config);
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

  FactWriter facts() {
    return (table, rows) -> new DuckDbFactWriter(pool(), root, names, SLICE_MAX).write(table, rows);
  }

  LakeRewriter rewriter() {
    return new LakeRewriter() {
      @Override
      public FileMerger.Merged without(LakeSchema schema, String location, SliceRange slices) {
        return here().without(schema, location, slices);
      }

      @Override
      public OptionalLong counted(List<String> rollups) {
        return here().counted(rollups);
      }

      @Override
      public Recounted recount(Recount recount) {
        return here().recount(recount);
      }

      private LakeRewriter here() {
        return new DuckDbLakeRewriter(pool(), root, names, MERGE_MAX);
      }
    };
  }

  /// The most memory that a child was seen to have, in bytes.
  long residentBytesMax() {
    return children.residentBytesMax();
  }

  private ChildPool pool() {
    try {
      return children.get();
    } catch (UncheckedIOException e) {
      throw new LakeException.Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    children.close();
  }
}
