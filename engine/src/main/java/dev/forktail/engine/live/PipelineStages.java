package dev.forktail.engine.live;

import dev.forktail.engine.ingest.EventBuffer.BufferState;
import dev.forktail.engine.live.LiveState.Room;
import dev.forktail.engine.slice.SliceCatalog.Slice;
import dev.forktail.engine.slice.SliceCatalog.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The stages of the pipeline at one moment.
final class PipelineStages {
  private final LiveMeters meters;
  private final int rateSeconds;
  private final Instant at;

  PipelineStages(LiveMeters meters, int rateSeconds, Instant at) {
    this.meters = meters;
    this.rateSeconds = rateSeconds;
    this.at = at;
  }

  /// @param pressure why the buffer would take nothing now
  Stage.Received received(Optional<String> pressure) {
    return new Stage.Received(
        meters.received().perSecond(rateSeconds),
        meters.receivedBytes().perSecond(rateSeconds),
        red(pressure),
        pressure);
  }

  Stage.Buffered buffered(BufferState state, Optional<Room> room) {
    var level =
        red(state.fault())
            .or(Thresholds.ofFill(state.bytes(), state.bytesMax()))
            .or(room.map(Room::level).orElse(Level.GREEN));
    var bytesMax =
        state.bytesMax() == Long.MAX_VALUE ? Optional.<Long>empty() : Optional.of(state.bytesMax());
    return new Stage.Buffered(
        state.depth(), state.bytes(), bytesMax, state.oldestAge(), level, state.fault());
  }

  Stage.Stored stored(BufferState state, Optional<StoreView> view, Optional<String> fault) {
    return new Stage.Stored(
        meters.stored().perSecond(rateSeconds),
        view.flatMap(PipelineStages::open).map(Slice::rows).orElse(0L),
        state.oldestAge(),
        red(fault).or(Thresholds.ofLag(state.oldestAge())),
        fault);
  }

  /// @param lag how old the store's answers are; empty before the first
  /// @param trouble why the store does not answer
  Stage.RolledUp rolledUp(Optional<Duration> lag, Optional<String> trouble) {
    var level = red(trouble).or(lag.map(Thresholds::ofLag).orElse(Level.AMBER));
    return new Stage.RolledUp(meters.stored().perSecond(rateSeconds), lag, level, trouble);
  }

  Stage.Sealed sealed(Optional<StoreView> view) {
    var last = view.flatMap(PipelineStages::lastSealed);
    var openFor =
        view.flatMap(PipelineStages::open)
            .filter(slice -> slice.rows() > 0)
            .map(slice -> since(slice.openedAt()));
    return new Stage.Sealed(
        last.map(Slice::rows),
        last.flatMap(Slice::sealedAt).map(this::since),
        openFor,
        openFor.map(Thresholds::ofOpenSlice).orElse(Level.GREEN),
        Optional.empty());
  }

  private Duration since(Instant moment) {
    var age = Duration.between(moment, at);
    return age.isNegative() ? Duration.ZERO : age;
  }

  private static Level red(Optional<String> trouble) {
    return trouble.isPresent() ? Level.RED : Level.GREEN;
  }

  private static Optional<Slice> open(StoreView view) {
    return view.slices().stream().filter(slice -> slice.state() == State.OPEN).findFirst();
  }

  private static Optional<Slice> lastSealed(StoreView view) {
    return view.slices().stream().filter(slice -> slice.state() != State.OPEN).findFirst();
  }
}
