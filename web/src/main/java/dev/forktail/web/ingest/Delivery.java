package dev.forktail.web.ingest;

import dev.forktail.engine.context.Requester;
import dev.forktail.engine.event.Payload;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A whole request body on its way to a wire format: inflated, and what its head said.
final class Delivery {
  private final Sender sender;
  private final Requester requester;
  private final byte[] body;
  private final int length;
  private final Instant received;
  private final @Nullable String idempotencyKey;
  private final long number;

  private Delivery(
      Sender sender,
      Requester requester,
      byte[] body,
      int length,
      Instant received,
      @Nullable String idempotencyKey,
      long number) {
    this.sender = sender;
    this.requester = requester;
    this.body = body;
    this.length = length;
    this.received = received;
    this.idempotencyKey = idempotencyKey;
    this.number = number;
  }

  /// The first `length` bytes of `body`.
  static Delivery ofBody(
      Sender sender,
      Requester requester,
      byte[] body,
      int length,
      Instant received,
      @Nullable String idempotencyKey) {
    return new Delivery(sender, requester, body, length, received, idempotencyKey, 0);
  }

  /// One line of a stream.
  static Delivery ofLine(
      Sender sender,
      Requester requester,
      byte[] line,
      Instant received,
      @Nullable String idempotencyKey,
      long number) {
    return new Delivery(sender, requester, line, line.length, received, idempotencyKey, number);
  }

  Sender sender() {
    return sender;
  }

  /// Who sent it, as its head tells.
  Requester requester() {
    return requester;
  }

  /// The bytes; given away, so that a format may use the array as a payload.
  byte[] body() {
    return body;
  }

  /// How many of them count.
  int length() {
    return length;
  }

  /// When the request arrived.
  Instant received() {
    return received;
  }

  /// The header `Idempotency-Key`, from which missing message ids are made.
  @Nullable String idempotencyKey() {
    return idempotencyKey;
  }

  /// The number of the line, from 1; 0 for a body.
  long number() {
    return number;
  }

  /// The bytes `start..end`, at most `max` of them; the array itself where it is all of it.
  Payload slice(int start, int end, int max) {
    int stop = Math.min(end, start + max);
    if (start == 0 && stop == body.length) {
      return Payload.of(body);
    }
    return Payload.of(Arrays.copyOfRange(body, start, stop));
  }
}
