package dev.forktail.duckdb.process;

import dev.forktail.duckdb.wire.Failure;

/// Why a child has not answered as it should. Whatever it wrote does not count.
public abstract sealed class ChildException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ChildException(String message) {
    super(message);
  }

  private ChildException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The child said so.
  public static final class Failed extends ChildException {
    private static final long serialVersionUID = 1L;

    private final Failure.Kind kind;

    Failed(Failure failure) {
      super(failure.message());
      this.kind = failure.kind();
    }

    public Failure.Kind kind() {
      return kind;
    }
  }

  /// It took too long and was stopped.
  public static final class TimedOut extends ChildException {
    private static final long serialVersionUID = 1L;

    TimedOut(String message) {
      super(message);
    }
  }

  /// Who asked was interrupted, and so it was stopped.
  public static final class Cancelled extends ChildException {
    private static final long serialVersionUID = 1L;

    Cancelled() {
      super("Stopped on request");
    }
  }

  /// The process is gone, or does not speak as it should; ask again.
  public static final class Crashed extends ChildException {
    private static final long serialVersionUID = 1L;

    Crashed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// No child was free in time, or none can be started.
  public static final class Unavailable extends ChildException {
    private static final long serialVersionUID = 1L;

    Unavailable(String message) {
      super(message);
    }

    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
