package dev.forktail.engine.imports;

import dev.forktail.engine.event.RefusalReason;
import dev.forktail.engine.ingest.IngestLimits;
import org.jspecify.annotations.Nullable;

/// Why a row cannot become an event. In the order in which a row is judged; what is first counts.
public enum Fault {
  UNREADABLE(RefusalReason.MALFORMED, null, "The line cannot be read."),
  NOT_AN_OBJECT(RefusalReason.MALFORMED, null, "The line is not a JSON object."),
  NO_NAME(RefusalReason.MISSING_FIELD, "name", "The row has no name."),
  NO_TIME(RefusalReason.MISSING_FIELD, "occurred", "The row has no time."),
  NOT_A_TIME(RefusalReason.INVALID_FIELD, "occurred", "The time cannot be read."),
  IN_THE_FUTURE(
      RefusalReason.INVALID_FIELD, "occurred", "The time is more than a day in the future."),
  TOO_OLD(RefusalReason.INVALID_FIELD, "occurred", "The time is before 1973."),
  NO_SUCH_TYPE(RefusalReason.INVALID_FIELD, "type", "The type is none of the six that there are."),
  LONG_NAME(
      RefusalReason.TOO_LARGE,
      "name",
      "The name is longer than " + IngestLimits.EVENT_NAME_LENGTH_MAX + " characters."),
  LONG_MESSAGE_ID(
      RefusalReason.TOO_LARGE,
      "message_id",
      "The message id is longer than " + IngestLimits.MESSAGE_ID_LENGTH_MAX + " characters."),
  LONG_ID(
      RefusalReason.TOO_LARGE,
      null,
      "An id, or the source, is longer than " + IngestLimits.ID_LENGTH_MAX + " characters."),
  NUL(RefusalReason.INVALID_FIELD, null, "Name or source has a NUL character."),
  TOO_LARGE(RefusalReason.TOO_LARGE, null, "The event is larger than 32 KiB.");

  private final RefusalReason reason;
  private final @Nullable String field;
  private final String message;

  Fault(RefusalReason reason, @Nullable String field, String message) {
    this.reason = reason;
    this.field = field;
    this.message = message;
  }

  public RefusalReason reason() {
    return reason;
  }

  /// What of the event is at fault; null when it is the whole.
  public @Nullable String field() {
    return field;
  }

  /// One sentence for the user.
  public String message() {
    return message;
  }
}
