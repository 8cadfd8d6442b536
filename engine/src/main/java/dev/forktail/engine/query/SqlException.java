package dev.forktail.engine.query;

/// Why a statement has no answer. The subtype is what the caller may do next.
public abstract sealed class SqlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SqlException(String message) {
    super(message);
  }

  private SqlException(String message, Throwable cause) {
    super(message, cause);
  }

  /// It may not be run: write another one.
  public static final class Refused extends SqlException {
    private static final long serialVersionUID = 1L;

    private final SqlVerdict.Reason reason;

    public Refused(SqlVerdict.Reason reason, String message) {
      super(message);
      this.reason = reason;
    }

    public SqlVerdict.Reason reason() {
      return reason;
    }
  }

  /// It makes no sense, such as a column that is not there or a text that is no number: write
  /// another one.
  public static final class Invalid extends SqlException {
    private static final long serialVersionUID = 1L;

    public Invalid(String message) {
      super(message);
    }
  }

  /// It needs more time, memory or room than a statement may have: ask for less.
  public static final class TooExpensive extends SqlException {
    private static final long serialVersionUID = 1L;

    public TooExpensive(String message) {
      super(message);
    }
  }

  /// It was stopped on request.
  public static final class Cancelled extends SqlException {
    private static final long serialVersionUID = 1L;

    public Cancelled(String message) {
      super(message);
    }
  }

  /// Nobody can answer now: ask again later.
  public static final class Unavailable extends SqlException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
      super(message);
    }

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
