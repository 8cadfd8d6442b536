package dev.forktail.duckdb.lake;

import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.process.Exchange;
import dev.forktail.duckdb.wire.MergeAnswer;
import dev.forktail.duckdb.wire.RecountAnswer;
import dev.forktail.duckdb.wire.Request;
import dev.forktail.engine.export.FileMerger.Merged;
import dev.forktail.engine.export.LakeRewriter;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.SliceRange;
import dev.forktail.engine.export.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Writes parts of files again by a DuckDB child.
public final class DuckDbLakeRewriter implements LakeRewriter {
  private final ChildPool children;
  private final LakeRoot root;
  private final FileNames names;
  private final Duration limit;

  /// @param limit how long one of them may take
  public DuckDbLakeRewriter(ChildPool children, LakeRoot root, FileNames names, Duration limit) {
    this.children = children;
    this.root = root;
    this.names = names;
    this.limit = limit;
  }

  @Override
  public Merged without(LakeSchema schema, String location, SliceRange slices) {
    var request =
        new Request.Merge(
            root.uri(),
            names.next("again"),
            TableName.EVENTS,
            schema.promoted(),
            List.of(location),
            Optional.of(slices));
    return LakeFailures.translated(
        "read " + location,
        () -> MergeAnswer.fromBytes(children.ask(Exchange.of(request, limit))).merged());
  }

  @Override
  public Recounted recount(Recount recount) {
    var request = new Request.Recount(root.uri(), names.next("again"), recount);
    return LakeFailures.translated(
        "count " + recount.table().text() + " again",
        () -> RecountAnswer.fromBytes(children.ask(Exchange.of(request, limit))).recounted());
  }
}
