package dev.forktail.duckdb.child;

/// What came in as rows is not what the binary format of COPY says.
final class BadRowsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadRowsException(String message) {
    super(message);
  }
}
