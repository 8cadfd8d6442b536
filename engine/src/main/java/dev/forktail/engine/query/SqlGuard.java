package dev.forktail.engine.query;

/// Decides whether a statement of a user may be run.
///
/// - **Contract.** Allowed is one SELECT, also with WITH, over tables of the catalog. It reads no
///   file, no setting and no other table, changes nothing, and calls only functions whose result
///   follows from their arguments and the time. The statement is parsed, never run.
/// - **Failure.** [SqlException.Unavailable]: nobody could look at it now;
///   [SqlException.Cancelled].
/// - **Threads.** Safe for concurrent use; blocks.
public interface SqlGuard {

  /// What is to be said of `sql`.
  SqlVerdict check(String sql, SqlCatalog catalog);
}
