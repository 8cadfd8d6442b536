package dev.forktail.duckdb.query;

import dev.forktail.duckdb.process.ChildException;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.query.SqlLimits;

/// A child's failures, as those who wrote the statement are told.
final class SqlFailures {
  private SqlFailures() {}

  static SqlException of(ChildException failure, SqlLimits limits) {
    return switch (failure) {
      case ChildException.Failed failed -> of(failed);
      case ChildException.TimedOut _ ->
          new SqlException.TooExpensive(
              "The statement was not done within %d s; ask for a shorter time or fewer columns"
                  .formatted(limits.time().toSeconds()));
      case ChildException.Cancelled _ -> new SqlException.Cancelled("The statement was stopped");
      case ChildException.Crashed crashed -> of(crashed);
      case ChildException.Unavailable unavailable ->
          new SqlException.Unavailable(
              "Cannot run the statement: " + unavailable.getMessage(), unavailable);
    };
  }

  private static SqlException of(ChildException.Failed failed) {
    String message = DuckDbMessage.clean(String.valueOf(failed.getMessage()));
    return switch (failed.kind()) {
      case STATEMENT -> new SqlException.Invalid(message);
      case LIMIT -> new SqlException.TooExpensive(tooExpensive(message));
      case CANCELLED -> new SqlException.Cancelled("The statement was stopped");
      case ROWS, FILES, DEFECT ->
          new SqlException.Unavailable("Cannot run the statement: " + message, failed);
    };
  }

  private static String tooExpensive(String message) {
    return message.startsWith("Out of Memory")
        ? "The statement needs more memory than it may have; ask for a shorter time, fewer columns"
            + " or fewer groups ("
            + message
            + ")"
        : message;
  }

  /// A value that the child's Java cannot hold ends the child.
  private static SqlException of(ChildException.Crashed crashed) {
    return String.valueOf(crashed.getMessage()).contains("OutOfMemoryError")
        ? new SqlException.TooExpensive(
            "The values of the result are too long to be written; ask for fewer columns")
        : new SqlException.Unavailable(
            "The statement was not finished: " + crashed.getMessage(), crashed);
  }
}
