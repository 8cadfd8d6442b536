package dev.forktail.web.ingest;

import dev.forktail.engine.event.RefusalReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;

/// What intake counts.
final class IntakeMeters {
  /// How a request ended.
  enum Outcome {
    OK,
    REFUSED,
    UNAUTHORIZED,
    TOO_LARGE,
    THROTTLED,
    UNAVAILABLE,
    ABANDONED
  }

  private final Map<Outcome, Counter> requests = new EnumMap<>(Outcome.class);
  private final Map<RefusalReason, Counter> refused = new EnumMap<>(RefusalReason.class);
  private final Counter unknownKey;
  private final Counter accepted;
  private final Counter throttled;
  private final Counter bytes;
  private final Timer time;

  IntakeMeters(MeterRegistry registry, BodyBudget budget) {
    for (var outcome : Outcome.values()) {
      requests.put(
          outcome,
          Counter.builder("ingest.requests")
              .tag("outcome", outcome.name().toLowerCase(java.util.Locale.ROOT))
              .register(registry));
    }
    for (var reason : RefusalReason.values()) {
      refused.put(reason, refusedCounter(registry, reason.wireName()));
    }
    unknownKey = refusedCounter(registry, "unknown_key");
    accepted = registry.counter("ingest.events.accepted");
    throttled = registry.counter("ingest.events.throttled");
    bytes = Counter.builder("ingest.bytes").baseUnit("bytes").register(registry);
    time = registry.timer("ingest.request.time");
    registry.gauge("ingest.bodies.inflight.bytes", budget, BodyBudget::taken);
  }

  void accepted(int events) {
    accepted.increment(events);
  }

  void refused(RefusalReason reason) {
    count(refused, reason);
  }

  void refusedForKey() {
    unknownKey.increment();
  }

  void throttled(int events) {
    throttled.increment(events);
  }

  void received(long bodyBytes) {
    bytes.increment((double) bodyBytes);
  }

  void ended(Outcome outcome, long nanos) {
    count(requests, outcome);
    time.record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
  }

  private static <K extends Enum<K>> void count(Map<K, Counter> counters, K key) {
    Counter counter = counters.get(key);
    if (counter != null) {
      counter.increment();
    }
  }

  private static Counter refusedCounter(MeterRegistry registry, String reason) {
    return Counter.builder("ingest.events.refused").tag("reason", reason).register(registry);
  }
}
