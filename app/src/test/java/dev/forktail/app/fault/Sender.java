package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// A client that sends numbered events over a few connections, one at a time each, and remembers
/// what it was told of every one. Like a real client it sends again, with the same id, what was not
/// answered or answered with 5xx.
///
/// It lives in the test's process, which no fault touches; so what it remembers is the ledger.
final class Sender {
  /// What the client knows of an event. The order is that of certainty.
  enum Outcome {
    NOT_SENT,
    UNKNOWN,
    REFUSED,
    ACKNOWLEDGED
  }

  private static final int EVENTS_MAX = 2_000_000;
  private static final int CONNECTIONS = 8;
  private static final Duration RETRY = Duration.ofMillis(25);
  private static final Duration BEHIND_MAX = Duration.ofMillis(100);
  private static final AtomicLong RUNS = new AtomicLong(System.currentTimeMillis() << 8);

  private final String prefix = "f%012x-".formatted(RUNS.incrementAndGet());
  private final Instant base = Instant.now();
  private final int port;
  private final int eventsPerSecond;
  private final double impatience;
  private final Outcome[] outcomes = new Outcome[EVENTS_MAX];
  private final AtomicLong acknowledged = new AtomicLong();
  private final Map<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;
  private volatile long giveUpNanos = Long.MAX_VALUE;

  private Sender(int port, int eventsPerSecond, double impatience) {
    this.port = port;
    this.eventsPerSecond = eventsPerSecond;
    this.impatience = impatience;
    Arrays.fill(outcomes, Outcome.NOT_SENT);
  }

  static Sender start(int port, int eventsPerSecond) {
    return start(port, eventsPerSecond, 0);
  }

  /// A client that hangs up before the answer to this share of its requests, and sends them again.
  static Sender start(int port, int eventsPerSecond, double impatience) {
    var sender = new Sender(port, eventsPerSecond, impatience);
    for (int i = 0; i < CONNECTIONS; i++) {
      int first = i;
      sender.threads.add(Thread.ofVirtual().name("sender-" + i).start(() -> sender.run(first)));
    }
    return sender;
  }

  /// What all message ids of this run begin with.
  String prefix() {
    return prefix;
  }

  /// Events acknowledged up to now.
  long acknowledged() {
    return acknowledged.get();
  }

  /// Events that were acknowledged before this call, as far as this thread sees; their numbers.
  BitSet acknowledgedSoFar() {
    var numbers = new BitSet();
    for (int number = 0; number < EVENTS_MAX && outcomes[number] != Outcome.NOT_SENT; number++) {
      if (outcomes[number] == Outcome.ACKNOWLEDGED) {
        numbers.set(number);
      }
    }
    return numbers;
  }

  /// How many answers had this status; 0: no answer.
  long answers(int status) {
    var count = statuses.get(status);
    return count == null ? 0 : count.get();
  }

  Map<Integer, Long> answers() {
    var counts = new TreeMap<Integer, Long>();
    statuses.forEach((status, count) -> counts.put(status, count.get()));
    return counts;
  }

  /// Waits until so many more events are acknowledged.
  void awaitMore(long events, Duration limit) {
    long goal = acknowledged() + events;
    if (!Await.until(limit, () -> acknowledged() >= goal)) {
      throw new IllegalStateException(
          "Only %d of %d events were acknowledged within %s; answers: %s"
              .formatted(events - (goal - acknowledged()), events, limit, answers()));
    }
  }

  /// Begins nothing new, tries for so long to get the last ones acknowledged, and ends.
  Sender stop(Duration patience) {
    giveUpNanos = System.nanoTime() + patience.toNanos();
    stopping = true;
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return this;
  }

  /// What became of event `number`; asked when the sender has stopped.
  Outcome outcome(long number) {
    return number < 0 || number >= EVENTS_MAX ? Outcome.NOT_SENT : outcomes[(int) number];
  }

  /// How many acknowledged events are not among `stored`; asked when the sender has stopped.
  long missing(BitSet stored) {
    long missing = 0;
    for (int number = 0; number < EVENTS_MAX; number++) {
      boolean acked = outcomes[number] == Outcome.ACKNOWLEDGED;
      missing += acked && !stored.get(number) ? 1 : 0;
    }
    return missing;
  }

  /// The event as it is sent and must be found again.
  String event(long number) {
    return """
    {"messageId":"%s%x","event":"fault %d","userId":"user %d","timestamp":"%s",\
    "properties":{"number":%d,"pad":"%s"}}\
    """
        .formatted(
            prefix,
            number,
            number % 7,
            number % 97,
            base.plusMillis(number),
            number,
            "x".repeat((int) (number * 31 % 900)));
  }

  private void run(int first) {
    var random = RandomGenerator.of("L64X128MixRandom");
    try (var connection = new IntakeConnection(port)) {
      long pause = 1_000_000_000L * CONNECTIONS / eventsPerSecond;
      long due = System.nanoTime();
      for (int number = first; number < EVENTS_MAX && !stopping; number += CONNECTIONS) {
        long now = System.nanoTime();
        due = Math.max(due + pause, now - BEHIND_MAX.toNanos());
        if (due > now) {
          Await.pause(Duration.ofNanos(due - now));
        }
        deliver(connection, number, random);
      }
    }
  }

  private void deliver(IntakeConnection connection, int number, RandomGenerator random) {
    byte[] body = event(number).getBytes(UTF_8);
    note(number, Outcome.UNKNOWN);
    while (true) {
      int status = attempt(connection, body, random);
      statuses.computeIfAbsent(status, _ -> new AtomicLong()).incrementAndGet();
      if (status >= 200 && status < 300) {
        note(number, Outcome.ACKNOWLEDGED);
        acknowledged.incrementAndGet();
        return;
      }
      if (status >= 400 && status < 500 && status != 408 && status != 429) {
        note(number, Outcome.REFUSED);
        return;
      }
      if (System.nanoTime() > giveUpNanos) {
        return;
      }
      Await.pause(RETRY);
    }
  }

  private int attempt(IntakeConnection connection, byte[] body, RandomGenerator random) {
    try {
      connection.send(body);
      if (impatience > 0 && random.nextDouble() < impatience) {
        connection.hangUp();
        return 0;
      }
      return connection.answer();
    } catch (IOException _) { // no answer; the ledger says so
      connection.hangUp();
      return 0;
    }
  }

  private void note(int number, Outcome outcome) {
    outcomes[number] = outcome;
  }
}
