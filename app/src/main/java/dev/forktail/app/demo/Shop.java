package dev.forktail.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A shop with its visitors: a few come all the time, most once; some are bots, some lose their
/// connection and report late, some report twice. The same seed and start play the same shop; the
/// same seed alone, the same visitors and products on another day.
final class Shop implements EventSource {
  private static final int VISITORS = 50_000;
  private static final double LOYALTY = 0.9;
  private static final int REHEARSALS = 400;
  private static final int AWAKE_TRIES = 4;
  private static final int OFFLINE_PERCENT = 3;
  private static final int TWICE_PER_THOUSAND = 12;
  private static final Duration WARM_UP = Duration.ofMinutes(10);
  private static final Duration CATCH_UP_MAX = Duration.ofMinutes(15);

  private final long seed;
  private final RandomGenerator random;
  private final Catalogue catalogue;
  private final Zipf loyalty = new Zipf(VISITORS, LOYALTY);
  private final Queue<Message> messages =
      new PriorityQueue<>(Comparator.comparing(Message::sendAt).thenComparingLong(Message::order));
  private final ShopArms arms;
  private final Instant opened;
  private final double visitsPerSecond;
  private Instant nextVisit;
  private long order;

  /// One event on its way to the server.
  ///
  /// @param order decides between two of the same moment
  private record Message(Instant sendAt, long order, ShopEvent event) {}

  /// The shop has been open for a while before `start`, so that it is in full swing then.
  Shop(double eventsPerSecond, Instant start, long seed, ShopArms arms) {
    this.arms = arms;
    this.seed = seed;
    this.random = new SplittableRandom(seed * 1_000_003 + start.toEpochMilli());
    this.catalogue = new Catalogue(new SplittableRandom(seed));
    this.opened = start;
    this.nextVisit = start.minus(WARM_UP);
    this.visitsPerSecond = eventsPerSecond / eventsPerVisit(start);
  }

  @Override
  public List<byte[]> until(Instant now, int max) {
    if (nextVisit.isBefore(now.minus(WARM_UP).minus(CATCH_UP_MAX))) {
      nextVisit = now;
    }
    while (!nextVisit.isAfter(now)) {
      admit(nextVisit);
      nextVisit = nextVisit.plus(pause());
    }
    var due = new ArrayList<byte[]>();
    while (due.size() < max && !messages.isEmpty() && !messages.peek().sendAt.isAfter(now)) {
      due.add(messages.remove().event.json());
    }
    return due;
  }

  private void admit(Instant at) {
    var visitor = comer(at);
    var events = Visit.play(visitor, catalogue, at, random, arms);
    boolean offline = visitor.device().mobile() && random.nextInt(100) < OFFLINE_PERCENT;
    var online = events.getLast().occurred().plusSeconds(60 + random.nextInt(1_800));
    for (ShopEvent event : events) {
      Instant sendAt = offline ? online : event.occurred();
      post(sendAt, event);
      if (random.nextInt(1_000) < TWICE_PER_THOUSAND) {
        post(sendAt.plusSeconds(2 + random.nextInt(20)), event);
      }
    }
  }

  private void post(Instant sendAt, ShopEvent event) {
    if (!sendAt.isBefore(opened)) {
      messages.add(new Message(sendAt, order++, event));
    }
  }

  /// Who comes at `now`: preferably somebody whose time of day it is.
  private Visitor comer(Instant now) {
    var visitor = Visitor.of(loyalty.draw(random), seed);
    for (int i = 1; i < AWAKE_TRIES && !visitor.place().awake(now, random); i++) {
      visitor = Visitor.of(loyalty.draw(random), seed);
    }
    return visitor;
  }

  private Duration pause() {
    return Duration.ofNanos((long) (random.nextExponential() / visitsPerSecond * 1e9));
  }

  private double eventsPerVisit(Instant start) {
    var rehearsal = new SplittableRandom(seed + 1);
    long events = 0;
    for (int i = 0; i < REHEARSALS; i++) {
      var visitor = Visitor.of(loyalty.draw(rehearsal), seed);
      events += Visit.play(visitor, catalogue, start, rehearsal, ShopArms.NONE).size();
    }
    return (double) events / REHEARSALS;
  }
}
