package dev.forktail.duckdb.child;

/// A result is longer than it may be.
final class TooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooLargeException(long bytesMax) {
    super(
        "The result is longer than %d bytes; ask for fewer rows or columns, or raise the limit"
            .formatted(bytesMax));
  }
}
