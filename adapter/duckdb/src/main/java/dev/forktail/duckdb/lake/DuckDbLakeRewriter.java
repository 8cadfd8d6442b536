package dev.forktail.duckdb.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.duckdb.process.ChildException;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.process.Exchange;
import dev.forktail.duckdb.wire.MergeAnswer;
import dev.forktail.duckdb.wire.RecountAnswer;
import dev.forktail.duckdb.wire.Request;
import dev.forktail.engine.export.FileMerger.Merged;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeRewriter;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.SliceRange;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.query.SqlText;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

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

  /// Every column is read, as a damaged page is noticed only then.
  @Override
  public OptionalLong counted(List<String> rollups) {
    if (rollups.isEmpty()) {
      return OptionalLong.of(0);
    }
    try {
      var csv = new ByteArrayOutputStream();
      var exchange = new Exchange(new Request.Extract(countSql(rollups)), _ -> {}, csv, limit);
      var _ = LakeFailures.translated("read rollups", () -> children.ask(exchange));
      String row = csv.toString(UTF_8).lines().skip(1).findFirst().orElseThrow();
      return OptionalLong.of(Long.parseLong(row.substring(0, row.indexOf(','))));
    } catch (LakeException.Unavailable e) {
      if (e.getCause() instanceof ChildException.Failed) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  private static String countSql(List<String> rollups) {
    return rollups.stream()
        .map(location -> SqlText.quoted(LakeRoot.path(location).toString()))
        .collect(
            Collectors.joining(
                ", ",
                "SELECT coalesce(sum(events), 0)::BIGINT, bit_xor(hash(project, name, source,"
                    + " start)) FROM read_parquet([",
                "], hive_partitioning = false)"));
  }

  @Override
  public Recounted recount(Recount recount) {
    var request = new Request.Recount(root.uri(), names.next("again"), recount);
    return LakeFailures.translated(
        "count " + recount.table().text() + " again",
        () -> RecountAnswer.fromBytes(children.ask(Exchange.of(request, limit))).recounted());
  }
}
