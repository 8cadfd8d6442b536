package dev.forktail.engine.event;

/// Why an event was refused. The code is what is stored: never reuse one.
public enum RefusalReason {
  /// Not JSON, or not an object.
  MALFORMED(1),
  /// A field that must be there is not.
  MISSING_FIELD(2),
  /// A field has a value it must not have.
  INVALID_FIELD(3),
  /// The event or one of its parts is larger or deeper than the limits.
  TOO_LARGE(4),
  /// The store would not take it, though intake had.
  STORE_REFUSED(5),
  /// Its bytes on disk were damaged; what is left is a description.
  DAMAGED(6);

  private final int code;

  RefusalReason(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static RefusalReason ofCode(int code) {
    for (var reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    throw new IllegalArgumentException("No refusal reason has the code " + code);
  }

  /// The name in JSON and in metrics: `missing_field`, …
  public String wireName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
