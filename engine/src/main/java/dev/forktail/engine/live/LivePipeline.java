package dev.forktail.engine.live;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.engine.ingest.EventBuffer.BufferState;
import dev.forktail.engine.live.LiveState.Answers;
import dev.forktail.engine.live.LiveState.Room;
import dev.forktail.engine.live.LiveState.Traffic;
import dev.forktail.engine.query.EventQueries;
import dev.forktail.engine.slice.SliceCatalog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The live state of the pipeline in this process. The store is asked once for all viewers of a
/// project, and not at all while nobody looks.
public final class LivePipeline implements LiveSource {
  /// Rates on the page are means over so many seconds.
  private static final int RATE_SECONDS = 5;

  /// The rate at which room would be used up is a mean over so many seconds.
  private static final int ROOM_SECONDS = 60;

  private static final double BYTES_PER_SECOND_MIN = 1;
  private static final Duration ROOM_MAX = Duration.ofDays(3_650);

  private final EventBuffer buffer;
  private final Supplier<Optional<String>> writerFault;
  private final EventQueries queries;
  private final SliceCatalog slices;
  private final LiveMeters meters;
  private final LongSupplier diskBytesFree;
  private final Supplier<Optional<CanaryState>> canary;
  private final LiveConfig config;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final Executor executor;
  private final Map<ProjectId, Inquiry<StoreView>> inquiries = new ConcurrentHashMap<>();

  /// @param writerFault what keeps the writer from storing; empty while it works
  /// @param diskBytesFree how much the data folder may still grow
  /// @param canary how far canaries have come; empty where none is sent
  /// @param executor where the store is asked; its tasks block
  public LivePipeline(
      EventBuffer buffer,
      Supplier<Optional<String>> writerFault,
      EventQueries queries,
      SliceCatalog slices,
      LiveMeters meters,
      LongSupplier diskBytesFree,
      Supplier<Optional<CanaryState>> canary,
      LiveConfig config,
      InstantSource clock,
      LongSupplier nanoClock,
      Executor executor) {
    this.buffer = buffer;
    this.writerFault = writerFault;
    this.queries = queries;
    this.slices = slices;
    this.meters = meters;
    this.diskBytesFree = diskBytesFree;
    this.canary = canary;
    this.config = config;
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.executor = executor;
  }

  @Override
  public LiveState now(ProjectId project) {
    var inquiry = inquiries.computeIfAbsent(project, this::inquiry);
    var view = inquiry.latest();
    var state = buffer.state();
    var at = clock.instant();
    var lag = view.map(this::lag);
    var room = room(state);
    var stages = new PipelineStages(meters, RATE_SECONDS, at);
    return new LiveState(
        at,
        buffer.durability(),
        traffic(),
        view.map(seen -> answers(seen, at)),
        List.of(
            stages.received(buffer.pressure().map(throttled -> throttled.reason())),
            stages.buffered(state, room),
            stages.stored(state, view, writerFault.get()),
            stages.rolledUp(lag, inquiry.trouble()),
            stages.sealed(view)),
        room,
        canary.get());
  }

  private Inquiry<StoreView> inquiry(ProjectId project) {
    return new Inquiry<>(
        () -> ask(project), () -> meters.stored().total(), config, nanoClock, executor);
  }

  /// Everything acknowledged before the oldest waiting event is stored, so that is what the answers
  /// are true for.
  private StoreView ask(ProjectId project) {
    long asOf = nanoClock.getAsLong() - buffer.state().oldestAge().toNanos();
    Instant now = clock.instant();
    Instant day = now.truncatedTo(ChronoUnit.DAYS);
    Instant minuteAfter = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    return new StoreView(
        asOf,
        queries.total(project, day, day.plus(1, ChronoUnit.DAYS)),
        queries.topNames(
            project, minuteAfter.minus(1, ChronoUnit.HOURS), minuteAfter, config.topMax()),
        queries.newest(project, config.newestMax()),
        queries.accounts(project),
        slices.slices(2));
  }

  private Duration lag(StoreView view) {
    return Duration.ofNanos(Math.max(0, nanoClock.getAsLong() - view.asOfNanos()));
  }

  private Answers answers(StoreView view, Instant at) {
    return new Answers(
        at.minus(lag(view)), view.eventsToday(), view.top(), view.newest(), view.accounts());
  }

  private Traffic traffic() {
    return new Traffic(
        boxed(meters.received().last(LiveMeters.SECONDS)),
        boxed(meters.stored().last(LiveMeters.SECONDS)),
        meters.received().perSecond(RATE_SECONDS),
        meters.stored().perSecond(RATE_SECONDS));
  }

  private static List<Long> boxed(long[] counts) {
    return Arrays.stream(counts).boxed().toList();
  }

  private Optional<Room> room(BufferState state) {
    if (state.bytesMax() == Long.MAX_VALUE) {
      return Optional.empty();
    }
    long bytes = Math.max(0, Math.min(state.bytesMax() - state.bytes(), diskBytesFree.getAsLong()));
    double bytesPerSecond = meters.receivedBytes().perSecond(ROOM_SECONDS);
    if (bytesPerSecond < BYTES_PER_SECOND_MIN) {
      return Optional.of(new Room(bytes, Optional.empty(), Level.GREEN));
    }
    long seconds = Math.min((long) (bytes / bytesPerSecond), ROOM_MAX.toSeconds());
    var lasts = Duration.ofSeconds(seconds);
    return Optional.of(new Room(bytes, Optional.of(lasts), Thresholds.ofRoom(lasts)));
  }
}
