package dev.forktail.web.ingest;

import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.event.DeadLetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a wire format made of a body.
sealed interface Reading {

  /// Events, taken or refused one by one.
  ///
  /// @param arrivals what goes to the buffer: the events and, for refused ones, dead letters
  /// @param accepted how many events are among them
  /// @param refused the events that are not taken, in their order
  /// @param single whether the request carries one event and no list, so that its refusal is the
  ///   request's
  record Events(
      List<? extends Arrival> arrivals, int accepted, List<RefusedItem> refused, boolean single)
      implements Reading {}

  /// The request as a whole is refused.
  ///
  /// @param deadLetter what is kept of it, when it came with a valid key
  record Refused(
      int status,
      String code,
      @Nullable String field,
      String message,
      @Nullable DeadLetter deadLetter)
      implements Reading {}

  /// One event that is not taken.
  ///
  /// @param position its index in the batch, or the number of its line
  record RefusedItem(long position, String reason, @Nullable String field, String message) {}
}
