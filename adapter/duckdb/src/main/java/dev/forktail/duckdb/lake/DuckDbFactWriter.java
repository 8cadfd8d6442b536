package dev.forktail.duckdb.lake;

import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.process.Exchange;
import dev.forktail.duckdb.wire.FactFileAnswer;
import dev.forktail.duckdb.wire.Request;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.facts.FactFile;
import dev.forktail.engine.facts.FactRows;
import dev.forktail.engine.facts.FactWriter;
import java.io.OutputStream;
import java.time.Duration;

/// Writes facts by a DuckDB child.
public final class DuckDbFactWriter implements FactWriter {
  private final ChildPool children;
  private final LakeRoot root;
  private final FileNames names;
  private final Duration limit;

  /// @param limit how long one table may take
  public DuckDbFactWriter(ChildPool children, LakeRoot root, FileNames names, Duration limit) {
    this.children = children;
    this.root = root;
    this.names = names;
    this.limit = limit;
  }

  @Override
  public FactFile write(FactRows table, RowSource rows) {
    String location =
        "%s/%s/data/%s.parquet".formatted(root.facts(), table.name(), names.next("facts"));
    var exchange =
        new Exchange(
            new Request.WriteFacts(location, table), rows, OutputStream.nullOutputStream(), limit);
    return LakeFailures.translated(
        "write " + table.qualified(),
        () -> FactFileAnswer.fromBytes(children.ask(exchange)).file());
  }
}
