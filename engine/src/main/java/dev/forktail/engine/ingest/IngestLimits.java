package dev.forktail.engine.ingest;

/// What intake takes at most. Sizes are in bytes of UTF-8, lengths in characters.
///
/// @param bodyBytesMax a request body as it came over the wire, of every format but NDJSON
/// @param inflatedBytesMax the same once it is inflated
/// @param streamBytesMax an NDJSON body, inflated
/// @param eventBytesMax one event
/// @param batchEventsMax events in one batch
/// @param bodyBytesInFlightMax all bodies together that are being read or wait for their
///   acknowledgement; at least 2 MiB, which one NDJSON stream may need
/// @param deadLetterBytesMax how much of a refused event is kept
public record IngestLimits(
    int bodyBytesMax,
    int inflatedBytesMax,
    long streamBytesMax,
    int eventBytesMax,
    int batchEventsMax,
    long bodyBytesInFlightMax,
    int deadLetterBytesMax) {
  /// Containers within containers, the event itself counted.
  public static final int DEPTH_MAX = 32;

  /// A field's name.
  public static final int NAME_BYTES_MAX = 256;

  /// The digits, sign, point and exponent of a number.
  public static final int NUMBER_LENGTH_MAX = 64;

  public static final int MESSAGE_ID_LENGTH_MAX = 100;
  public static final int EVENT_NAME_LENGTH_MAX = 200;
  public static final int ID_LENGTH_MAX = 255;

  private static final long BODY_BYTES_IN_FLIGHT_MIN = 2 << 20;

  public IngestLimits {
    requirePositive("bodyBytesMax", bodyBytesMax);
    requirePositive("inflatedBytesMax", inflatedBytesMax);
    requirePositive("streamBytesMax", streamBytesMax);
    requirePositive("eventBytesMax", eventBytesMax);
    requirePositive("batchEventsMax", batchEventsMax);
    requireRoom(bodyBytesInFlightMax, bodyBytesMax);
    requirePositive("deadLetterBytesMax", deadLetterBytesMax);
    if (inflatedBytesMax < bodyBytesMax) {
      throw new IllegalArgumentException(
          "inflatedBytesMax must be at least bodyBytesMax: " + inflatedBytesMax);
    }
  }

  /// 2 MiB a body (16 MiB inflated), 64 MiB an NDJSON stream, 32 KiB an event, 2,500 events a
  /// batch, 64 MiB in flight.
  public static IngestLimits standard() {
    return new IngestLimits(2 << 20, 16 << 20, 64L << 20, 32 << 10, 2_500, 64L << 20, 64 << 10);
  }

  private static void requireRoom(long bodyBytesInFlightMax, int bodyBytesMax) {
    if (bodyBytesInFlightMax < Math.max(BODY_BYTES_IN_FLIGHT_MIN, bodyBytesMax)) {
      throw new IllegalArgumentException(
          "bodyBytesInFlightMax must be at least 2 MiB and bodyBytesMax: " + bodyBytesInFlightMax);
    }
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1: " + value);
    }
  }
}
