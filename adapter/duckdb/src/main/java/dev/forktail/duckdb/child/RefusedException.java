package dev.forktail.duckdb.child;

import dev.forktail.engine.query.SqlVerdict;
import dev.forktail.engine.query.SqlVerdict.Reason;

/// Ends the walk through a statement that may not be run.
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  RefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  SqlVerdict.Refused verdict() {
    return new SqlVerdict.Refused(reason, String.valueOf(getMessage()));
  }
}
