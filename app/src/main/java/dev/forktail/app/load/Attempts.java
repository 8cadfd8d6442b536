package dev.forktail.app.load;

import java.time.Duration;
import java.util.Optional;

/// Decides what an answer, or none, means for a request, and writes it down: ledger, counts, and
/// whether it is sent again. Like a real client: broken connection, timeout, 408, 429 and 5xx mean
/// the same bytes with the same ids again, after Retry-After or a growing wait; other 4xx mean
/// refused for good. A batch of which some events were refused counts as refused, and in the ledger
/// as unknown: the others are stored.
final class Attempts {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private final ArrivalSchedule schedule;
  private final Ledger ledger;
  private final LoadMeter meter;
  private final Outbox outbox;
  private final Backoff backoff;
  private int inFlight;
  private int keyRefusedStatus;

  Attempts(
      ArrivalSchedule schedule, Ledger ledger, LoadMeter meter, Outbox outbox, Backoff backoff) {
    this.schedule = schedule;
    this.ledger = ledger;
    this.meter = meter;
    this.outbox = outbox;
    this.backoff = backoff;
  }

  /// The request is about to leave, on a connection that is free since `freeNanos`.
  void leaves(Outbox.Waiting next, long freeNanos, long nowNanos) {
    ledger.sent(next.number());
    meter.send(next.attempts(), schedule.intendedNanos(next.number()), freeNanos, nowNanos);
    inFlight++;
  }

  /// The request was sent `attempts` times and now has a complete answer.
  void answered(long request, int attempts, ResponseReader answer, long nowNanos) {
    inFlight--;
    int status = answer.status();
    if (status >= 200 && status < 300 && answer.refusedSome()) {
      ledger.unknown(request, status);
      meter.refuse();
      return;
    }
    if (status >= 200 && status < 300) {
      ledger.acknowledged(request, status);
      meter.acknowledge(schedule.intendedNanos(request), nowNanos);
      return;
    }
    if (status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= 500) {
      ledger.unknown(request, status);
      meter.fail(status);
      retry(request, attempts, Duration.ofSeconds(answer.retryAfterSeconds()), nowNanos);
      return;
    }
    if (status == UNAUTHORIZED || status == FORBIDDEN) {
      keyRefusedStatus = status;
    }
    ledger.refused(request, status);
    meter.refuse();
  }

  /// The connection broke, or the answer took too long (`timedOut`).
  void unanswered(long request, int attempts, boolean timedOut, long nowNanos) {
    inFlight--;
    ledger.unknown(request, 0);
    if (timedOut) {
      meter.timeOut();
    } else {
      meter.disconnect();
    }
    retry(request, attempts, Duration.ZERO, nowNanos);
  }

  /// Requests that have left and have no answer yet.
  int inFlight() {
    return inFlight;
  }

  /// The status with which the server refused the key, if it did.
  Optional<Integer> findKeyRefusal() {
    return keyRefusedStatus == 0 ? Optional.empty() : Optional.of(keyRefusedStatus);
  }

  private void retry(long request, int attempts, Duration atLeast, long nowNanos) {
    outbox.retry(request, attempts, nowNanos + backoff.nanos(attempts, atLeast));
  }
}
