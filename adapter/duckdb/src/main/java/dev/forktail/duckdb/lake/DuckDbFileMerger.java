package dev.forktail.duckdb.lake;

import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.process.Exchange;
import dev.forktail.duckdb.wire.MergeAnswer;
import dev.forktail.duckdb.wire.Request;
import dev.forktail.engine.export.FileMerger;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Merges files by a DuckDB child.
public final class DuckDbFileMerger implements FileMerger {
  private final ChildPool children;
  private final LakeRoot root;
  private final FileNames names;
  private final Duration limit;

  /// @param limit how long one merge may take
  public DuckDbFileMerger(ChildPool children, LakeRoot root, FileNames names, Duration limit) {
    this.children = children;
    this.root = root;
    this.names = names;
    this.limit = limit;
  }

  @Override
  public Merged merge(TableName table, LakeSchema schema, List<String> locations) {
    if (locations.isEmpty()) {
      throw new IllegalArgumentException("Nothing to merge");
    }
    var request =
        new Request.Merge(
            root.uri(),
            names.next("merged"),
            table,
            schema.promoted(),
            locations,
            Optional.empty());
    return LakeFailures.translated(
        "merge " + locations.size() + " files",
        () -> MergeAnswer.fromBytes(children.ask(Exchange.of(request, limit))).merged());
  }
}
