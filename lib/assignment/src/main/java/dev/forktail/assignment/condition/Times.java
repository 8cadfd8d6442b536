package dev.forktail.assignment.condition;

import dev.forktail.assignment.condition.Condition.During;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Times of attributes: ISO 8601 with an offset, or milliseconds since 1970.
final class Times {
  private Times() {}

  static boolean within(Object value, During period) {
    var time = find(value);
    return time.isPresent()
        && (period.from() == null || !time.get().isBefore(period.from()))
        && (period.to() == null || time.get().isBefore(period.to()));
  }

  private static Optional<Instant> find(Object value) {
    try {
      return switch (value) {
        case Long millis -> Optional.of(Instant.ofEpochMilli(millis));
        case String text -> Optional.of(OffsetDateTime.parse(text).toInstant());
        default -> Optional.empty();
      };
    } catch (DateTimeException _) { // what a visitor sends may be anything: no time
      return Optional.empty();
    }
  }
}
