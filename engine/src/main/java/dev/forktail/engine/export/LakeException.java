package dev.forktail.engine.export;

/// Why something in the lake was not, or may not have been, done. The subtype is what the caller
/// may do next.
public abstract sealed class LakeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  private LakeException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  private LakeException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /// One sentence a person on call can act on.
  public String reason() {
    return reason;
  }

  /// Nothing was done that counts: try again later.
  public static final class Unavailable extends LakeException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// It may have been done: read the state of the table, then go on from there. Nothing that was to
  /// become part of the table may be deleted.
  public static final class OutcomeUnknown extends LakeException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Another exporter has taken over: nothing was done; stop for good.
  public static final class Fenced extends LakeException {
    private static final long serialVersionUID = 1L;

    public Fenced(String message) {
      super(message);
    }
  }

  /// What was written is not what was to be written: nothing was done, and a person should look.
  public static final class Wrong extends LakeException {
    private static final long serialVersionUID = 1L;

    public Wrong(String message) {
      super(message);
    }
  }
}
