package dev.forktail.engine.event;

/// Why a batch was not, or may not have been, stored. The subtype is what the caller may do next.
public abstract sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  private StoreException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  private StoreException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /// One sentence a person on call can act on.
  public String reason() {
    return reason;
  }

  /// Nothing was stored and the events are not at fault: retry the same batch later.
  public static final class Unavailable extends StoreException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }

    public Unavailable(String message) {
      super(message);
    }
  }

  /// It may have been stored: ask for the position, then go on from there.
  public static final class OutcomeUnknown extends StoreException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Nothing was stored because the store will not take at least one of the events: split the
  /// batch.
  public static final class Refused extends StoreException {
    private static final long serialVersionUID = 1L;

    public Refused(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The ledger does not stand at the batch's `first`: nothing was stored; go on from `position`.
  public static final class OutOfStep extends StoreException {
    private static final long serialVersionUID = 1L;
    private final long position;

    public OutOfStep(String message, long position) {
      super(message);
      this.position = position;
    }

    public long position() {
      return position;
    }
  }

  /// Somebody else has claimed the journal: nothing was stored; leave it alone for good.
  public static final class Fenced extends StoreException {
    private static final long serialVersionUID = 1L;

    public Fenced(String message) {
      super(message);
    }
  }
}
