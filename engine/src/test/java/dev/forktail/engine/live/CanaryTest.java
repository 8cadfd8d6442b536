package dev.forktail.engine.live;

import static dev.forktail.engine.event.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.live.Canary.Lake;
import dev.forktail.engine.live.CanaryState.Mark;
import dev.forktail.engine.live.CanaryTrail.Reached;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryTest {
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final CanaryLimits LIMITS = new CanaryLimits(EVERY, Duration.ofMinutes(10));

  private final TestNanos nanos = new TestNanos();
  private final InstantSource clock = nanos.wallClock(NOON);
  private final Pipes pipes = new Pipes();
  private Optional<Instant> pausedSince = Optional.empty();
  private Canary canary = start();

  @Test
  void justAfterTheFirstStartNothingIsKnownAndAllIsGreen() {
    assertThat(canary.state().level()).isEqualTo(Level.GREEN);
    assertThat(canary.state().marks()).extracting(Mark::age).containsOnly(Optional.empty());
  }

  @Test
  void theAgeAtAStageIsThatOfTheNewestCanaryThere() {
    pipes.answerTakes = Duration.ZERO;
    fly(EVERY);
    nanos.advance(Duration.ofSeconds(4));

    assertThat(canary.state().marks())
        .extracting(Mark::age)
        .containsOnly(Optional.of(Duration.ofSeconds(4)));
  }

  @ParameterizedTest
  @CsvSource({
    "STORED, PT25S, AMBER",
    "STORED, PT35S, RED",
    "SEALED, PT35S, GREEN",
    "SEALED, PT2M20S, AMBER",
    "SEALED, PT3M20S, RED",
    "STAGED, PT3M20S, AMBER",
    "STAGED, PT5M20S, RED",
    "LAKE, PT17M, GREEN",
    "LAKE, PT17M20S, AMBER",
    "LAKE, PT27M20S, RED",
    "ASKED, PT4M20S, AMBER",
    "ASKED, PT8M20S, RED"
  })
  void aStageThatNoCanaryReachesTurnsAmberThenRedAndTheOthersDoNot(
      CanaryStage stage, Duration blocked, Level level) {
    fly(Duration.ofMinutes(2));
    pipes.blocked.add(stage);
    fly(blocked);

    assertThat(level(stage)).isEqualTo(level);
    for (var other : EnumSet.complementOf(EnumSet.of(stage))) {
      assertThat(level(other)).as(other.text()).isEqualTo(Level.GREEN);
    }

    pipes.blocked.clear();
    fly(Duration.ofMinutes(2));
    assertThat(canary.state().level()).isEqualTo(Level.GREEN);
  }

  @Test
  void aCanaryThatIsTurnedAwayIsNotSentAgain() {
    fly(EVERY);
    int sent = pipes.sent;
    pipes.blocked.add(CanaryStage.ACKNOWLEDGED);
    canary.send();

    assertThat(pipes.sent).isEqualTo(sent + 1);
    assertThat(mark(CanaryStage.ACKNOWLEDGED).note()).contains("503 full");

    fly(Duration.ofSeconds(31));
    assertThat(level(CanaryStage.ACKNOWLEDGED)).isEqualTo(Level.RED);
  }

  @Test
  void aStoreThatDoesNotAnswerLetsTheAgesGrowAndSaysWhy() {
    fly(Duration.ofMinutes(1));
    pipes.away = true;
    fly(Duration.ofSeconds(40));

    assertThat(mark(CanaryStage.STORED).age()).contains(Duration.ofSeconds(40));
    assertThat(level(CanaryStage.STORED)).isEqualTo(Level.RED);
    assertThat(mark(CanaryStage.STORED).note()).contains("connection refused");
    assertThat(level(CanaryStage.SEALED)).isEqualTo(Level.GREEN);
  }

  @Test
  void aPauseOfTheExportIsAmberAndSaysSo() {
    fly(Duration.ofMinutes(1));
    pausedSince = Optional.of(clock.instant());
    pipes.blocked.addAll(Set.of(CanaryStage.STAGED, CanaryStage.LAKE));
    fly(Duration.ofHours(1));

    assertThat(canary.state().level()).isEqualTo(Level.AMBER);
    assertThat(mark(CanaryStage.LAKE).note())
        .contains("The export is paused since " + NOON.plusSeconds(60));
  }

  @Test
  void theTimeInWhichNoServerRanTurnsNothingRed() {
    fly(Duration.ofMinutes(30));
    nanos.advance(Duration.ofHours(3));
    canary = start();
    canary.look();

    assertThat(mark(CanaryStage.STORED).age()).contains(Duration.ofHours(3));
    assertThat(canary.state().level()).isEqualTo(Level.GREEN);
  }

  @Test
  void whatWasStuckBeforeARestartStaysRed() {
    fly(Duration.ofMinutes(30));
    pipes.blocked.add(CanaryStage.LAKE);
    fly(Duration.ofMinutes(30));
    nanos.advance(Duration.ofHours(3));
    canary = start();
    canary.look();
    fly(EVERY);

    assertThat(level(CanaryStage.LAKE)).isEqualTo(Level.RED);
    assertThat(level(CanaryStage.STORED)).isEqualTo(Level.GREEN);
  }

  @Test
  void aStatementIsAskedOnceAMinuteAndLessOftenWhenItTakesLong() {
    fly(Duration.ofMinutes(10));
    assertThat(pipes.asked).isBetween(9, 11);

    pipes.asked = 0;
    pipes.answerTakes = Duration.ofSeconds(2);
    fly(Duration.ofMinutes(10));

    assertThat(pipes.asked).isBetween(5, 7);
  }

  @Test
  void aNameSaysTheSecondOfItsMinute() {
    assertThat(CanaryName.of(NOON.plusSeconds(7))).isEqualTo("canary 07");
    assertThat(CanaryName.sent(NOON, "canary 07")).isEqualTo(NOON.plusSeconds(7));
    assertThat(CanaryName.sent(NOON, "(other)")).isEqualTo(NOON);
  }

  private Canary start() {
    return new Canary(
        LIMITS, pipes, pipes, () -> new Lake(pipes.watermark, pausedSince), clock, nanos);
  }

  /// Lets `time` go by with a canary every ten seconds.
  private void fly(Duration time) {
    var end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      var left = Duration.between(clock.instant(), end);
      nanos.advance(left.compareTo(EVERY) < 0 ? left : EVERY);
      canary.send();
      canary.look();
      canary.ask();
    }
  }

  private Level level(CanaryStage stage) {
    return mark(stage).level();
  }

  private Mark mark(CanaryStage stage) {
    return canary.state().at(stage);
  }

  /// A server whose stages let every canary through at once, unless they are blocked.
  private final class Pipes implements CanaryFlight, CanaryTrail {
    private final Set<CanaryStage> blocked = EnumSet.noneOf(CanaryStage.class);
    private final Map<CanaryStage, Instant> newest = new EnumMap<>(CanaryStage.class);
    private Duration answerTakes = Duration.ofMillis(80);
    private long watermark;
    private boolean away;
    private int sent;
    private int asked;

    @Override
    public void send(Instant at) throws FailedException {
      sent++;
      if (blocked.contains(CanaryStage.ACKNOWLEDGED)) {
        throw new FailedException("503 full");
      }
      for (var stage : CanaryStage.values()) {
        if (!blocked.contains(stage)) {
          newest.put(stage, at);
        }
      }
    }

    @Override
    public Optional<Instant> ask(Instant since) {
      asked++;
      nanos.advance(answerTakes);
      return at(CanaryStage.ASKED).filter(found -> !found.isBefore(since));
    }

    @Override
    public Reached follow(long lakeWatermark) {
      if (away) {
        throw new StoreException.Unavailable("connection refused", new IOException());
      }
      return new Reached(
          at(CanaryStage.STORED),
          at(CanaryStage.SEALED),
          at(CanaryStage.STAGED),
          at(CanaryStage.LAKE));
    }

    private Optional<Instant> at(CanaryStage stage) {
      return Optional.ofNullable(newest.get(stage));
    }
  }
}
