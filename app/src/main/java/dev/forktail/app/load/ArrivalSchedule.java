package dev.forktail.app.load;

import java.time.Duration;

/// When each request is meant to be sent: at a fixed rate, whatever became of those before it.
///
/// @param startNanos when the first one is, on the clock of the run
/// @param requestsPerSecond the rate
/// @param requests how many there are
record ArrivalSchedule(long startNanos, double requestsPerSecond, long requests) {

  static ArrivalSchedule of(long startNanos, double requestsPerSecond, Duration duration) {
    double requests = requestsPerSecond * duration.toNanos() / 1e9;
    return new ArrivalSchedule(startNanos, requestsPerSecond, Math.round(requests));
  }

  /// When request `number` (from 0) is meant to be sent.
  long intendedNanos(long number) {
    return startNanos + (long) (number * (1e9 / requestsPerSecond));
  }

  /// How many requests should have been sent by `nowNanos`.
  long dueBy(long nowNanos) {
    if (nowNanos < startNanos) {
      return 0;
    }
    long due = (long) ((nowNanos - startNanos) * (requestsPerSecond / 1e9)) + 2;
    while (due > 0 && intendedNanos(due - 1) > nowNanos) {
      due--;
    }
    return Math.min(due, requests);
  }
}
