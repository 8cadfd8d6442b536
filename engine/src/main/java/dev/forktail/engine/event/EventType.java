package dev.forktail.engine.event;

/// The kinds of event of the Segment specification. The code is what is stored: never reuse one.
public enum EventType {
  TRACK(1),
  IDENTIFY(2),
  PAGE(3),
  SCREEN(4),
  GROUP(5),
  ALIAS(6);

  private static final EventType[] BY_CODE = {null, TRACK, IDENTIFY, PAGE, SCREEN, GROUP, ALIAS};

  private final int code;

  EventType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /// The type with this code.
  public static EventType ofCode(int code) {
    if (code < 1 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("No event type has the code " + code);
    }
    return BY_CODE[code];
  }

  /// The name on the wire: `track`, `identify`, …
  public String wireName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
