package dev.forktail.duckdb.query;

import dev.forktail.duckdb.process.ChildException;
import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.process.Exchange;
import dev.forktail.duckdb.wire.Frame;
import dev.forktail.duckdb.wire.QueryAnswer;
import dev.forktail.duckdb.wire.Request;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.EventColumns;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.query.SqlEngine;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.query.SqlOutcome;
import dev.forktail.engine.query.TableReading;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/// Runs each statement in a DuckDB child, over views that show the rows of one project.
///
/// Who asks for a rollup gives the name, the source and the time of the open rows, from which it is
/// made.
public final class DuckDbSqlEngine implements SqlEngine {
  private final ChildPool children;

  public DuckDbSqlEngine(ChildPool children) {
    this.children = children;
  }

  @Override
  public SqlOutcome run(Run run, OutputStream out) {
    var result = new ResultStream(out);
    try {
      var exchange = new Exchange(request(run), run.rows(), result, run.limits().time());
      return QueryAnswer.fromBytes(children.ask(exchange)).outcome();
    } catch (ChildException e) {
      throw SqlFailures.of(e, run.limits());
    } catch (StoreException | UncheckedIOException e) {
      throw result.hasFailed()
          ? new SqlException.Cancelled("Nobody takes the result any more: " + e.getMessage())
          : new SqlException.Unavailable("Cannot read the newest events: " + e.getMessage(), e);
    }
  }

  private static Request request(Run run) {
    requireColumnsOfRollups(run);
    var request =
        new Request.Query(
            run.sql(),
            run.project().value(),
            run.tables().stream()
                .collect(Collectors.toMap(TableReading::table, TableReading::files)),
            run.views(),
            run.eventColumns(),
            run.promoted(),
            run.facts(),
            run.openColumns(),
            run.format(),
            run.limits().rowsMax(),
            run.limits().bytesMax());
    if (request.toBytes().length > Frame.BYTES_MAX) {
      throw new SqlException.TooExpensive(
          "The statement reads too many files (%d); ask for a shorter time"
              .formatted(run.tables().stream().mapToInt(table -> table.files().size()).sum()));
    }
    return request;
  }

  private static void requireColumnsOfRollups(Run run) {
    var needed = List.of(EventColumns.NAME, EventColumns.SOURCE, EventColumns.OCCURRED);
    boolean rollup = run.tables().stream().anyMatch(table -> table.table() != TableName.EVENTS);
    if (rollup && !run.openColumns().containsAll(needed)) {
      throw new IllegalArgumentException(
          "A rollup needs name, source and occurred of the open rows: " + run.openColumns());
    }
  }
}
