package dev.forktail.engine.notice;

import dev.forktail.engine.notice.Carrier.Carriage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings notices from the outbox to people, each at least once.
///
/// - **Failure.** What a carrier does not deliver is tried again, less and less often, for as long
///   as [Retries] say. A process that is killed in the middle of a try leaves the next one to
///   whoever comes when the lease is over.
/// - **Threads.** One round at a time; the deliveries of a round run beside each other.
public final class Postman {
  private static final Logger log = LoggerFactory.getLogger(Postman.class);
  private static final int ROUND_MAX = 20;
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final Outbox outbox;
  private final Map<String, Carrier> carriers;
  private final Retries retries;
  private final InstantSource clock;
  private final RandomGenerator random;

  public Postman(
      Outbox outbox,
      List<Carrier> carriers,
      Retries retries,
      InstantSource clock,
      RandomGenerator random) {
    this.outbox = outbox;
    this.carriers =
        carriers.stream().collect(Collectors.toMap(Carrier::channel, Function.identity()));
    this.retries = retries;
    this.clock = clock;
    this.random = random;
  }

  /// Keeps `notice` for all channels; true if it was not known before.
  public boolean tell(Notice notice) {
    var kept = outbox.keep(notice, carriers.keySet());
    if (kept == Outbox.Kept.FULL) {
      log.error(
          "A notice is lost, since {} wait to be delivered: {}",
          Outbox.WAITING_MAX,
          notice.subject());
    }
    return kept == Outbox.Kept.KEPT;
  }

  /// Delivers what is due; returns how many were tried.
  public int round() {
    var now = clock.instant();
    var due = outbox.take(now, now.plus(LEASE), ROUND_MAX);
    List<? extends Future<?>> tries;
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      tries = due.stream().map(delivery -> tasks.submit(() -> deliver(delivery))).toList();
    }
    tries.forEach(Postman::requireDone);
    return due.size();
  }

  /// Passes on what went wrong beside a carrier: that the outbox is away.
  private static void requireDone(Future<?> task) {
    if (task.state() == Future.State.FAILED) {
      throw task.exceptionNow() instanceof RuntimeException e
          ? e
          : new IllegalStateException("A delivery broke off", task.exceptionNow());
    }
  }

  private void deliver(Delivery delivery) {
    var carrier = carriers.get(delivery.channel());
    var carriage =
        carrier == null
            ? new Carriage.Failed("This channel is not in the settings any more")
            : carrier.carry(delivery.notice());
    var outcome = outcome(delivery, carriage, carrier != null);
    report(delivery, outcome);
    outbox.settle(delivery, outcome);
  }

  private Outcome outcome(Delivery delivery, Carriage carriage, boolean again) {
    Instant now = clock.instant();
    return switch (carriage) {
      case Carriage.Delivered(var answer) -> new Outcome.Delivered(now, answer);
      case Carriage.Failed(var reason) -> {
        var next = now.plus(after(delivery.attempt()));
        boolean tooOld = next.isAfter(delivery.notice().at().plus(retries.ageMax()));
        yield again && !tooOld
            ? new Outcome.Failed(now, reason, next)
            : new Outcome.GivenUp(now, reason);
      }
    };
  }

  private synchronized Duration after(int attempt) {
    return retries.after(attempt, random);
  }

  private static void report(Delivery delivery, Outcome outcome) {
    switch (outcome) {
      case Outcome.Delivered(_, var text) ->
          log.info("Notice delivered: {} {}", words(delivery), text);
      case Outcome.Failed(_, var text, var next) -> {
        if (delivery.attempt() == 1) {
          log.warn(
              "Notice not delivered, the next try is at {}: {} {}", next, words(delivery), text);
        }
      }
      case Outcome.GivenUp(_, var text) ->
          log.error("Notice given up: {} {}", words(delivery), text);
    }
  }

  private static String words(Delivery delivery) {
    return "channel=%s notice=%s attempt=%d"
        .formatted(delivery.channel(), delivery.notice().id(), delivery.attempt());
  }
}
