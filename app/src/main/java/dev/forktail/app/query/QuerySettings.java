package dev.forktail.app.query;

import java.time.Duration;

/// How a server answers SQL.
///
/// @param children processes that run statements; so many run at once, others wait
/// @param childMemoryBytes what DuckDB may use in one of them; the process needs about 130 MB more
/// @param warm whether the first of them waits, started, for the first statement
/// @param timeMax of one statement
/// @param rowsShown rows of an answer as JSON that asks for no number
/// @param resultBytesMax of one result
/// @param atOnceMax statements that run or wait
public record QuerySettings(
    int children,
    long childMemoryBytes,
    int childThreads,
    boolean warm,
    Duration timeMax,
    int rowsShown,
    long resultBytesMax,
    int atOnceMax) {
  private static final long CHILD_MEMORY_BYTES_MIN = 64L << 20;

  public QuerySettings {
    if (children < 1 || childThreads < 1 || rowsShown < 1 || atOnceMax < children) {
      throw new IllegalArgumentException(
          "query.children, query.threads and query.rows-shown must be 1 at least, query.at-once as"
              + " many as the children: %d %d %d %d"
                  .formatted(children, childThreads, rowsShown, atOnceMax));
    }
    if (childMemoryBytes < CHILD_MEMORY_BYTES_MIN || resultBytesMax < 1) {
      throw new IllegalArgumentException(
          "query.child-memory must be 64MB at least, query.result-bytes positive: %d %d"
              .formatted(childMemoryBytes, resultBytesMax));
    }
    if (!timeMax.isPositive()) {
      throw new IllegalArgumentException("query.timeout must be positive: " + timeMax);
    }
  }
}
