package dev.forktail.engine.query;

/// Nobody could work on a statement now: ask again later.
public final class SqlUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SqlUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
