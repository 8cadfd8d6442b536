package dev.forktail.duckdb.child;

/// The parent wants no answer any more.
final class CancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CancelledException() {
    super("Cancelled");
  }
}
