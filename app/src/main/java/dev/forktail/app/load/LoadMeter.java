package dev.forktail.app.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// The counts and latencies of a run. Latency is measured from when an event was meant to be sent,
/// not from when it was, so that waiting for a slow server is part of it. Used by one thread.
final class LoadMeter {
  private static final long MICROS_MAX = TimeUnit.HOURS.toMicros(2);
  private static final int DIGITS = 3;

  private final Histogram ackMicros = new Histogram(MICROS_MAX, DIGITS);
  private final Histogram lateMicros = new Histogram(MICROS_MAX, DIGITS);
  private final Histogram connectionWaitMicros = new Histogram(MICROS_MAX, DIGITS);
  private final Histogram recentAckMicros = new Histogram(MICROS_MAX, DIGITS);
  private final int batch;
  private final long countFromNanos;
  private long sent;
  private long attempts;
  private long acked;
  private long refused;
  private long retries;
  private long timeouts;
  private long disconnects;
  private long throttled;
  private long serverErrors;

  /// Latencies of events meant to be sent before `countFromNanos` are not counted.
  LoadMeter(int batch, long countFromNanos) {
    this.batch = batch;
    this.countFromNanos = countFromNanos;
  }

  /// A request leaves, `attempts` attempts after the first, on a connection that is free since
  /// `freeNanos`.
  void send(int attempts, long intendedNanos, long freeNanos, long nowNanos) {
    this.attempts++;
    if (attempts > 0) {
      retries += batch;
      return;
    }
    sent += batch;
    if (intendedNanos >= countFromNanos) {
      connectionWaitMicros.recordValue(micros(freeNanos - intendedNanos));
      lateMicros.recordValue(micros(nowNanos - Math.max(intendedNanos, freeNanos)));
    }
  }

  void acknowledge(long intendedNanos, long nowNanos) {
    acked += batch;
    long micros = micros(nowNanos - intendedNanos);
    recentAckMicros.recordValueWithCount(micros, batch);
    if (intendedNanos >= countFromNanos) {
      ackMicros.recordValueWithCount(micros, batch);
    }
  }

  void refuse() {
    refused += batch;
  }

  void timeOut() {
    timeouts++;
  }

  void disconnect() {
    disconnects++;
  }

  /// The answer was a 429 or 503 (`throttled`), or another 5xx.
  void fail(int status) {
    if (status == 429 || status == 503) {
      throttled++;
    } else {
      serverErrors++;
    }
  }

  /// The latencies since the last call, those of the warm-up too.
  Histogram takeRecentAckMicros() {
    var recent = recentAckMicros.copy();
    recentAckMicros.reset();
    return recent;
  }

  Histogram ackMicros() {
    return ackMicros;
  }

  /// From the intended time until a connection was free; 0 if one was.
  Histogram connectionWaitMicros() {
    return connectionWaitMicros;
  }

  /// From when the first attempt was due and a connection was free to when it left: how late the
  /// generator itself was.
  Histogram lateMicros() {
    return lateMicros;
  }

  /// Events that left at least once.
  long sent() {
    return sent;
  }

  /// Requests that left, repeated ones included.
  long attempts() {
    return attempts;
  }

  long acked() {
    return acked;
  }

  long refused() {
    return refused;
  }

  /// Events sent again, each time counted.
  long retries() {
    return retries;
  }

  long timeouts() {
    return timeouts;
  }

  long disconnects() {
    return disconnects;
  }

  long throttled() {
    return throttled;
  }

  long serverErrors() {
    return serverErrors;
  }

  private static long micros(long nanos) {
    return Math.clamp(nanos / 1_000, 0, MICROS_MAX);
  }
}
