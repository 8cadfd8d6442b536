package dev.forktail.duckdb.child;

import dev.forktail.duckdb.wire.GuardedBy;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// One request while it is worked on. Safe for concurrent use.
final class Job {
  private final byte[] request;
  private final RowPipe rows = new RowPipe();

  @GuardedBy("this")
  private boolean cancelled;

  @GuardedBy("this")
  private @Nullable Statement running;

  Job(byte[] request) {
    this.request = request;
  }

  byte[] request() {
    return request;
  }

  /// What the parent sends along.
  RowPipe rows() {
    return rows;
  }

  /// Stops the statement that runs now and every later one.
  synchronized void cancel() {
    cancelled = true;
    rows.close();
    stop();
  }

  /// Stops the statement that runs now.
  synchronized void stop() {
    if (running != null) {
      try {
        running.cancel();
      } catch (SQLException _) {
        // It has just ended by itself.
        running = null;
      }
    }
  }

  /// Says which statement runs now.
  ///
  /// @throws CancelledException when none may run any more
  synchronized void begin(Statement statement) {
    check();
    running = statement;
  }

  synchronized void finish() {
    running = null;
  }

  /// @throws CancelledException when the job was cancelled
  synchronized void check() {
    if (cancelled) {
      throw new CancelledException();
    }
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }
}
