package dev.forktail.web.live;

import dev.forktail.engine.ingest.Durability;
import dev.forktail.engine.live.CanaryStage;
import dev.forktail.engine.live.CanaryState;
import dev.forktail.engine.live.Level;
import dev.forktail.engine.live.LiveMeters;
import dev.forktail.engine.live.LiveState;
import dev.forktail.engine.live.LiveState.Answers;
import dev.forktail.engine.live.LiveState.Room;
import dev.forktail.engine.live.LiveState.Traffic;
import dev.forktail.engine.live.Stage;
import dev.forktail.engine.query.EventQueries.NameCount;
import dev.forktail.engine.query.EventQueries.NewestEvent;
import dev.forktail.engine.query.EventQueries.SourceAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// States of a pipeline for tests and for looking at the page.
final class LiveStates {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final int SECONDS = LiveMeters.SECONDS;
  private static final double EVENT_BYTES = 2_060;

  private LiveStates() {}

  /// A server that has just been started.
  static LiveState untouched(Instant at) {
    var zero = Collections.nCopies(SECONDS, 0L);
    return new LiveState(
        at,
        Durability.FSYNC,
        new Traffic(zero, zero, 0, 0),
        Optional.of(new Answers(at, 0, List.of(), List.of(), List.of())),
        stages(0, 0, Duration.ZERO, Optional.empty(), Duration.ZERO),
        Optional.of(new Room(214_000_000_000L, Optional.empty(), Level.GREEN)),
        Optional.empty());
  }

  /// A shop at a good hour.
  static LiveState busy(Instant at) {
    var received = wave(at, 0);
    double now = received.getLast();
    return new LiveState(
        at,
        Durability.FSYNC,
        new Traffic(received, received, now, now),
        Optional.of(answers(at)),
        stages(now, 812, Duration.ofMillis(140), Optional.empty(), Duration.ofMillis(180)),
        Optional.of(
            new Room(
                214_000_000_000L,
                Optional.of(Duration.ofSeconds((long) (214e9 / (now * EVENT_BYTES)))),
                Level.GREEN)),
        Optional.of(canary(Duration.ZERO, Optional.empty())));
  }

  /// The same, with the database away for 94 seconds.
  static LiveState databaseAway(Instant at) {
    int away = 94;
    var received = wave(at, 0);
    var stored = new ArrayList<>(received);
    Collections.fill(stored.subList(SECONDS - away, SECONDS), 0L);
    double now = received.getLast();
    return new LiveState(
        at,
        Durability.FSYNC,
        new Traffic(received, stored, now, 0),
        Optional.of(answers(at.minusSeconds(away))),
        stages(
            now,
            1_131_240,
            Duration.ofSeconds(away),
            Optional.of("The store is unavailable: connection to 127.0.0.1:5432 refused"),
            Duration.ofSeconds(away)),
        Optional.of(new Room(211_500_000_000L, Optional.of(Duration.ofMinutes(142)), Level.GREEN)),
        Optional.of(canary(Duration.ofSeconds(away), Optional.empty())));
  }

  /// The same as [#busy], while the lake is left as it is.
  static LiveState exportPaused(Instant at) {
    var busy = busy(at);
    return new LiveState(
        at,
        busy.durability(),
        busy.traffic(),
        busy.stored(),
        busy.stages(),
        busy.room(),
        Optional.of(
            canary(
                Duration.ZERO,
                Optional.of("The export is paused since " + at.minus(Duration.ofMinutes(7))))));
  }

  /// A canary that is stored no more for as long as `away`.
  private static CanaryState canary(Duration away, Optional<String> pause) {
    boolean isAway = !away.isZero();
    var storing = isAway ? Level.RED : Level.GREEN;
    var paused = pause.isPresent() ? Level.AMBER : Level.GREEN;
    var trouble =
        isAway ? Optional.of("connection to 127.0.0.1:5432 refused") : Optional.<String>empty();
    var sealed = Duration.ofSeconds(29).plus(away);
    return new CanaryState(
        Duration.ofSeconds(10),
        List.of(
            mark(CanaryStage.ACKNOWLEDGED, Duration.ofSeconds(3), Level.GREEN, Optional.empty()),
            mark(CanaryStage.STORED, Duration.ofSeconds(4).plus(away), storing, trouble),
            mark(CanaryStage.SEALED, sealed, Level.GREEN, Optional.empty()),
            mark(
                CanaryStage.STAGED,
                pause.isPresent() ? Duration.ofSeconds(432) : sealed,
                paused,
                pause),
            mark(CanaryStage.LAKE, Duration.ofSeconds(437).plus(away), paused, pause),
            mark(CanaryStage.ASKED, Duration.ofSeconds(41).plus(away), Level.GREEN, trouble)));
  }

  private static CanaryState.Mark mark(
      CanaryStage stage, Duration age, Level level, Optional<String> note) {
    return new CanaryState.Mark(stage, Optional.of(age), level, note);
  }

  /// A server whose newest event is `name`, sent by `person` from `source`.
  static LiveState withNewest(Instant at, String name, String person, String source) {
    var busy = busy(at);
    var newest = List.of(new NewestEvent(at, at, "track", name, person, source));
    return new LiveState(
        at,
        busy.durability(),
        busy.traffic(),
        Optional.of(
            new Answers(
                at,
                1,
                List.of(new NameCount(name, 1)),
                newest,
                List.of(new SourceAccount(source, 1, 0, 0)))),
        busy.stages(),
        busy.room(),
        busy.canary());
  }

  private static Answers answers(Instant asOf) {
    long second = asOf.getEpochSecond();
    return new Answers(
        asOf,
        418_205_331 + second % 86_400 * 11_980,
        top(second),
        newest(asOf),
        List.of(
            new SourceAccount("shop", 397_120_404 + second % 86_400 * 11_000, 48_213, 312),
            new SourceAccount("github", 20_884_006 + second % 86_400 * 900, 1_204, 0),
            new SourceAccount("checkout service", 200_921, 17, 0)));
  }

  private static List<NameCount> top(long second) {
    var names =
        List.of(
            "Product Viewed",
            "page",
            "Products Searched",
            "PushEvent",
            "Product Added",
            "identify",
            "Product List Viewed",
            "Checkout Started",
            "Order Completed",
            "PullRequestEvent",
            "Order Refunded",
            "WatchEvent");
    var counts = new ArrayList<NameCount>();
    for (int i = 0; i < names.size(); i++) {
      counts.add(
          new NameCount(names.get(i), (long) (17_204_118 / Math.pow(i + 1, 1.3)) + second % 1_000));
    }
    return counts;
  }

  private static List<NewestEvent> newest(Instant asOf) {
    var names =
        List.of("Product Viewed", "PushEvent", "page", "Products Searched", "Product Added");
    var people =
        List.of("u-204117", "octocat", "a7c2f0d4-91be-4d1c", "mara@example.org", "b5530e1a-77aa");
    var events = new ArrayList<NewestEvent>();
    for (int i = 0; i < 12; i++) {
      int pick = (int) ((asOf.toEpochMilli() / 500 + 7L * i * i + i) % 5);
      var at = asOf.minusMillis(83L * i + 41L * (i % 3));
      var name = names.get(pick);
      var type = name.equals("page") ? "page" : "track";
      var source = name.equals("PushEvent") ? "github" : "shop";
      events.add(new NewestEvent(at, at, type, name, people.get((pick + i) % 5), source));
    }
    return events;
  }

  private static List<Long> wave(Instant at, int phase) {
    var counts = new ArrayList<Long>();
    for (int i = 0; i < SECONDS; i++) {
      double t = at.getEpochSecond() - SECONDS + i + phase;
      double value =
          11_900
              + 900 * Math.sin(t / 47)
              + 420 * Math.sin(t / 7.3)
              + 260 * Math.sin(t * 2.7)
              + (t % 211 < 14 ? 3_100 : 0);
      counts.add((long) value);
    }
    return counts;
  }

  private static List<Stage> stages(
      double rate, long depth, Duration oldest, Optional<String> fault, Duration lag) {
    boolean away = fault.isPresent();
    var bad = away ? Level.RED : Level.GREEN;
    return List.of(
        new Stage.Received(rate, rate * EVENT_BYTES, Level.GREEN, Optional.empty()),
        new Stage.Buffered(
            depth,
            (long) (depth * EVENT_BYTES),
            Optional.of(64_000_000_000L),
            oldest,
            Level.GREEN,
            Optional.empty()),
        new Stage.Stored(away ? 0 : rate, rate == 0 ? 0 : 305_211, oldest, bad, fault),
        new Stage.RolledUp(
            away ? 0 : rate,
            Optional.of(lag),
            bad,
            away ? Optional.of("connection to 127.0.0.1:5432 refused") : Optional.empty()),
        rate == 0
            ? new Stage.Sealed(
                Optional.empty(), Optional.empty(), Optional.empty(), Level.GREEN, Optional.empty())
            : new Stage.Sealed(
                Optional.of(718_460L),
                Optional.of(Duration.ofSeconds(25 + oldest.toSeconds())),
                Optional.of(Duration.ofSeconds(25 + oldest.toSeconds())),
                Level.GREEN,
                Optional.empty()));
  }
}
