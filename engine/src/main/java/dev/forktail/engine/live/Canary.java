package dev.forktail.engine.live;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.live.CanaryFlight.FailedException;
import dev.forktail.engine.live.CanaryState.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Events of Forktail's own that go the whole way of every event, again and again, so that how old
/// the newest one is at each stage says whether events get there.
///
/// It never disturbs: one that is turned away is not sent again, and the statement that asks for
/// it, which passes over the whole open slice, takes a fiftieth of one processor at most.
///
/// - **Threads.** One calls [#send], one [#look], one [#ask]; any [#state].
public final class Canary {
  private static final Duration ASK_PAUSE = Duration.ofMinutes(1);
  private static final Duration ASK_PAUSE_MIN = Duration.ofSeconds(5);
  private static final Duration ASK_PAUSE_MAX = Duration.ofMinutes(2);
  private static final int ASK_PAUSE_PER_ANSWER = 50;
  private static final Duration ASK_BACK = Duration.ofHours(1);

  private final CanaryLimits limits;
  private final CanaryFlight flight;
  private final CanaryTrail trail;
  private final Supplier<Lake> lake;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final CanaryAges ages;
  private final Map<CanaryStage, String> troubles = new ConcurrentHashMap<>();

  // Of the thread that asks alone.
  private Optional<Long> askAgainNanos = Optional.empty();

  /// What is known of the lake.
  ///
  /// @param watermark every sealed slice with a lower number is in it
  /// @param pausedSince since when it is left as it is
  public record Lake(long watermark, Optional<Instant> pausedSince) {}

  public Canary(
      CanaryLimits limits,
      CanaryFlight flight,
      CanaryTrail trail,
      Supplier<Lake> lake,
      InstantSource clock,
      LongSupplier nanoClock) {
    this.limits = limits;
    this.flight = flight;
    this.trail = trail;
    this.lake = lake;
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.ages = new CanaryAges(clock.instant());
  }

  /// Sends one.
  public void send() {
    var sent = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    try {
      flight.send(sent);
      reached(CanaryStage.ACKNOWLEDGED, sent);
    } catch (FailedException e) {
      failed(CanaryStage.ACKNOWLEDGED, e);
    }
  }

  /// Looks how far they have come.
  public void look() {
    try {
      var reached = trail.follow(lake.get().watermark());
      reached.stored().ifPresent(sent -> reached(CanaryStage.STORED, sent));
      reached.sealed().ifPresent(sent -> reached(CanaryStage.SEALED, sent));
      reached.staged().ifPresent(sent -> reached(CanaryStage.STAGED, sent));
      reached.lake().ifPresent(sent -> reached(CanaryStage.LAKE, sent));
      troubles.remove(CanaryStage.STORED);
    } catch (StoreException e) {
      troubles.put(CanaryStage.STORED, e.reason());
    }
  }

  /// Asks for the newest one, unless it was asked for a moment ago.
  public void ask() {
    long begin = nanoClock.getAsLong();
    if (askAgainNanos.filter(again -> begin - again < 0).isPresent()) {
      return;
    }
    var pauseMin = isFound() ? ASK_PAUSE : ASK_PAUSE_MIN;
    long pause = ASK_PAUSE_PER_ANSWER * (nanoClock.getAsLong() - begin);
    askAgainNanos =
        Optional.of(begin + Math.clamp(pause, pauseMin.toNanos(), ASK_PAUSE_MAX.toNanos()));
  }

  private boolean isFound() {
    try {
      var found = flight.ask(clock.instant().minus(ASK_BACK));
      found.ifPresent(sent -> reached(CanaryStage.ASKED, sent));
      troubles.remove(CanaryStage.ASKED);
      return found.isPresent();
    } catch (FailedException e) {
      failed(CanaryStage.ASKED, e);
      return false;
    }
  }

  private void reached(CanaryStage stage, Instant sent) {
    ages.reached(stage, sent);
    if (stage == CanaryStage.ACKNOWLEDGED) {
      troubles.remove(stage);
    }
  }

  private void failed(CanaryStage stage, FailedException failure) {
    troubles.put(stage, String.valueOf(failure.getMessage()));
  }

  /// How far they have come by now.
  public CanaryState state() {
    var now = clock.instant();
    var pausedSince = lake.get().pausedSince();
    return new CanaryState(
        limits.every(),
        Arrays.stream(CanaryStage.values()).map(stage -> mark(stage, now, pausedSince)).toList());
  }

  private Mark mark(CanaryStage stage, Instant now, Optional<Instant> pausedSince) {
    var age = ages.find(stage, now);
    if (stage.needsExport() && pausedSince.isPresent()) {
      var note =
          pausedSince.map(
              since -> "The export is paused since " + since.truncatedTo(ChronoUnit.SECONDS));
      return new Mark(stage, age, Level.AMBER, note);
    }
    var level = limits.of(stage, ages.inService(stage, now));
    return new Mark(stage, age, level, Optional.ofNullable(troubles.get(stage)));
  }
}
