package dev.forktail.engine.query;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.facts.FactRows;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/// Runs statements that [SqlGuard] has allowed.
///
/// - **Contract.** The statement sees the tables that it is given and nothing else, no file, no
///   network, no other project. Its whole result is written, or the call fails. It cannot harm this
///   process, whatever it does.
/// - **Failure.** [SqlException], whose subtype says who is to do something. What was written to
///   `out` then is only a part.
/// - **Threads.** Safe for concurrent use; blocks; an interrupt ends the statement.
public interface SqlEngine {

  /// Runs the statement and writes its result to `out`, which is neither flushed nor closed.
  SqlOutcome run(Run run, OutputStream out);

  /// What is to be run.
  ///
  /// @param tables those that it reads
  /// @param views that it reads, each behind those that it reads itself
  /// @param eventColumns all that is read of `events`; lower case
  /// @param promoted properties that are columns of `events`
  /// @param facts that it reads
  /// @param openColumns what `openRows` has, of [dev.forktail.engine.export.EventColumns#ALL]
  /// @param rows events that are in none of the files, unless there are no tables; behind them
  ///   those of each of `facts`; read first, and once; nothing is read of a statement that makes no
  ///   sense
  record Run(
      String sql,
      ProjectId project,
      List<TableReading> tables,
      List<SqlView> views,
      Set<String> eventColumns,
      List<PromotedColumn> promoted,
      List<FactRows> facts,
      List<Column> openColumns,
      RowSource rows,
      ResultFormat format,
      SqlLimits limits) {
    public Run {
      tables = List.copyOf(tables);
      views = List.copyOf(views);
      eventColumns = Set.copyOf(eventColumns);
      promoted = List.copyOf(promoted);
      facts = List.copyOf(facts);
      openColumns = List.copyOf(openColumns);
    }
  }
}
