package dev.forktail.engine.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// When the newest canary at each stage was sent, and how old that is for a server that was not
/// always there: the time in which nobody sent any does not count against it.
///
/// - **Threads.** Safe for concurrent use.
final class CanaryAges {
  private final Map<CanaryStage, Instant> newest = new ConcurrentHashMap<>();
  private final Instant begun;

  /// The newest that is known of those before `begun`: until then canaries were sent.
  private final AtomicReference<Instant> before = new AtomicReference<>(Instant.MIN);

  /// Ages at a server that has been sending canaries since `begun`.
  CanaryAges(Instant begun) {
    this.begun = begun;
  }

  /// The canary sent at `sent` is at `stage`.
  void reached(CanaryStage stage, Instant sent) {
    newest.merge(stage, sent, CanaryAges::later);
    if (sent.isBefore(begun)) {
      before.accumulateAndGet(sent, CanaryAges::later);
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /// How old the newest one at `stage` is at `now`.
  Optional<Duration> find(CanaryStage stage, Instant now) {
    return Optional.ofNullable(newest.get(stage)).map(sent -> between(sent, now));
  }

  /// How much of that it took while canaries were sent.
  Duration inService(CanaryStage stage, Instant now) {
    var sent = newest.get(stage);
    if (sent != null && !sent.isBefore(begun)) {
      return between(sent, now);
    }
    var earlier = sent == null ? Duration.ZERO : between(sent, before.get());
    return earlier.plus(between(begun, now));
  }

  private static Duration between(Instant from, Instant to) {
    var age = Duration.between(from, to);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
