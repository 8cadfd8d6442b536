package dev.forktail.engine.live;

import static dev.forktail.engine.event.Events.NOON;
import static dev.forktail.engine.event.Events.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.ingest.Acknowledgement;
import dev.forktail.engine.ingest.Durability;
import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.engine.ingest.memory.MemoryBuffer;
import dev.forktail.engine.live.LiveState.Answers;
import dev.forktail.engine.query.EventQueries.NameCount;
import dev.forktail.engine.query.EventQueries.NewestEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LivePipelineTest {
  private final TestNanos nanos = new TestNanos();
  private final InstantSource clock = nanos.wallClock(NOON);
  private final LiveMeters meters = LiveMeters.of(nanos);
  private final StoredEvents store = new StoredEvents();
  private final EventBuffer buffer = new MemoryBuffer(1, 10, clock, UUID::randomUUID);
  private Optional<String> writerFault = Optional.empty();
  private Optional<CanaryState> canary = Optional.empty();

  @Test
  void aServerThatHasSeenNothingIsGreenAndEmpty() {
    var state = pipeline(buffer).now(PROJECT);

    assertThat(state.level()).isEqualTo(Level.GREEN);
    assertThat(state.durability()).isEqualTo(Durability.MEMORY);
    assertThat(state.stored()).map(Answers::eventsToday).contains(0L);
    assertThat(state.traffic().received()).hasSize(300).containsOnly(0L);
  }

  @Test
  void storedEventsAreCountedRankedAndListedNewestFirst() {
    store("Product Viewed", NOON);
    store("Product Viewed", NOON);
    store("Order Completed", NOON);

    var answers = pipeline(buffer).now(PROJECT).stored().orElseThrow();

    assertThat(answers.eventsToday()).isEqualTo(3);
    assertThat(answers.top())
        .containsExactly(new NameCount("Product Viewed", 2), new NameCount("Order Completed", 1));
    assertThat(answers.newest()).first().extracting(NewestEvent::name).isEqualTo("Order Completed");
    assertThat(answers.accounts()).hasSize(1);
  }

  @Test
  void onlyEventsOfTheUtcDayAndTheLastHourCount() {
    store("today", NOON.minus(Duration.ofHours(11)));
    store("yesterday", NOON.minus(Duration.ofHours(13)));
    store("this hour", NOON.minus(Duration.ofMinutes(59)));

    var answers = pipeline(buffer).now(PROJECT).stored().orElseThrow();

    assertThat(answers.eventsToday()).isEqualTo(2);
    assertThat(answers.top()).containsExactly(new NameCount("this hour", 1));
  }

  @Test
  void ratesAreMeansOfTheLastSeconds() {
    meters.received().add(50);
    meters.receivedBytes().add(100_000);
    meters.stored().add(40);
    nanos.advanceMillis(1_000);

    var state = pipeline(buffer).now(PROJECT);

    assertThat(state.traffic().receivedNow()).isEqualTo(10);
    assertThat(state.traffic().storedNow()).isEqualTo(8);
    assertThat(state.traffic().received().getLast()).isEqualTo(50);
    assertThat(stage(state, Stage.Received.class).bytesPerSecond()).isEqualTo(20_000);
  }

  @Test
  void answersAreAsOfTheOldestEventThatIsNotStored() {
    var pipeline = pipeline(buffer);
    offer(event("waits", NOON));
    nanos.advanceMillis(7_000);

    var state = pipeline.now(PROJECT);

    assertThat(state.stored()).map(Answers::asOf).contains(NOON);
    assertThat(stage(state, Stage.RolledUp.class).lag()).contains(Duration.ofSeconds(7));
    assertThat(stage(state, Stage.RolledUp.class).level()).isEqualTo(Level.AMBER);
    assertThat(stage(state, Stage.Stored.class).level()).isEqualTo(Level.AMBER);
    assertThat(stage(state, Stage.Buffered.class).depth()).isEqualTo(1);
  }

  @Test
  void whileTheStoreIsAwayItsAnswersStandAndGetOlder() {
    var pipeline = pipeline(buffer);
    store("seen", NOON);
    pipeline.now(PROJECT);
    store.away(true);
    writerFault = Optional.of("The store is unavailable");
    nanos.advanceMillis(90_000);

    var state = pipeline.now(PROJECT);

    assertThat(state.stored()).map(Answers::eventsToday).contains(1L);
    assertThat(state.stored()).map(Answers::asOf).contains(NOON);
    var rolledUp = stage(state, Stage.RolledUp.class);
    assertThat(rolledUp.trouble()).contains("connection refused");
    assertThat(rolledUp.level()).isEqualTo(Level.RED);
    assertThat(stage(state, Stage.Stored.class).trouble()).contains("The store is unavailable");
    assertThat(stage(state, Stage.Received.class).level()).isEqualTo(Level.GREEN);
    assertThat(state.level()).isEqualTo(Level.RED);
  }

  @Test
  void aFullBufferTurnsTheFrontDoorRed() {
    for (int i = 0; i < 10; i++) {
      offer(event("event", NOON));
    }

    var received = stage(pipeline(buffer).now(PROJECT), Stage.Received.class);

    assertThat(received.level()).isEqualTo(Level.RED);
    assertThat(received.trouble()).get().asString().contains("full");
  }

  @Test
  void aSliceThatStaysOpenIsSeen() {
    store("first", NOON);
    store.seal(NOON.plusSeconds(60));
    store("second", NOON.plusSeconds(60));
    nanos.advance(Duration.ofMinutes(4));

    var sealed = stage(pipeline(buffer).now(PROJECT), Stage.Sealed.class);

    assertThat(sealed.lastRows()).contains(1L);
    assertThat(sealed.lastSealed()).contains(Duration.ofMinutes(3));
    assertThat(sealed.openFor()).contains(Duration.ofMinutes(3));
    assertThat(sealed.level()).isEqualTo(Level.AMBER);
  }

  @Test
  void anEmptyOpenSliceIsNotLate() {
    store("first", NOON);
    store.seal(NOON.plusSeconds(60));
    nanos.advance(Duration.ofHours(1));

    assertThat(stage(pipeline(buffer).now(PROJECT), Stage.Sealed.class).level())
        .isEqualTo(Level.GREEN);
  }

  @Test
  void roomLastsAsLongAsTheRateOfTheLastMinuteAllows() {
    meters.receivedBytes().add(6_000_000);
    nanos.advanceMillis(1_000);

    var state = pipeline(new BoundedBuffer(buffer, 1_000_000_000)).now(PROJECT);

    assertThat(state.room())
        .contains(
            new LiveState.Room(
                1_000_000_000, Optional.of(Duration.ofSeconds(10_000)), Level.GREEN));
  }

  @Test
  void theDiskMayHaveLessRoomThanTheBuffer() {
    meters.receivedBytes().add(600_000_000);
    nanos.advanceMillis(1_000);

    var state = pipeline(new BoundedBuffer(buffer, 100_000_000_000L)).now(PROJECT);

    assertThat(state.room())
        .contains(
            new LiveState.Room(
                DISK_FREE, Optional.of(Duration.ofSeconds(DISK_FREE / 10_000_000)), Level.AMBER));
    assertThat(stage(state, Stage.Buffered.class).level()).isEqualTo(Level.AMBER);
  }

  @Test
  void withoutTrafficThereIsNoEndInSight() {
    var state = pipeline(new BoundedBuffer(buffer, 1_000)).now(PROJECT);

    assertThat(state.room()).contains(new LiveState.Room(1_000, Optional.empty(), Level.GREEN));
  }

  @Test
  void aBufferInMemoryHasNoRoomOnDisk() {
    assertThat(pipeline(buffer).now(PROJECT).room()).isEmpty();
  }

  @Test
  void viewersOfOneProjectShareOneQuestion() {
    var pipeline = pipeline(buffer);

    for (int viewer = 0; viewer < 10; viewer++) {
      pipeline.now(PROJECT);
    }

    assertThat(store.questions()).isEqualTo(1);
  }

  @Test
  void aRedCanaryMakesThePageRed() {
    var mark =
        new CanaryState.Mark(CanaryStage.LAKE, Optional.empty(), Level.RED, Optional.empty());
    canary = Optional.of(new CanaryState(Duration.ofSeconds(10), List.of(mark)));

    assertThat(pipeline(buffer).now(PROJECT).level()).isEqualTo(Level.RED);
  }

  private static final long DISK_FREE = 9_000_000_000L;

  private LivePipeline pipeline(EventBuffer of) {
    return new LivePipeline(
        of,
        () -> writerFault,
        store,
        store,
        meters,
        () -> DISK_FREE,
        () -> canary,
        LiveConfig.standard(),
        clock,
        nanos,
        Runnable::run);
  }

  private void offer(Event event) {
    buffer.offer(
        List.of(event),
        new Acknowledgement() {
          @Override
          public void acknowledged() {}

          @Override
          public void failed(String reason) {
            throw new AssertionError(reason);
          }
        });
  }

  private void store(String name, Instant occurred) {
    store.store(event(name, occurred));
    meters.stored().add(1);
  }

  private Event event(String name, Instant occurred) {
    return new Event(
        PROJECT,
        "shop",
        EventType.TRACK,
        UUID.randomUUID().toString(),
        name,
        "user-1",
        null,
        null,
        occurred,
        false,
        occurred,
        Payload.ofText("{}"));
  }

  private static <S extends Stage> S stage(LiveState state, Class<S> kind) {
    return state.stages().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }
}
