package dev.forktail.engine.live;

import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.ingest.Acknowledgement;
import dev.forktail.engine.ingest.Admission;
import dev.forktail.engine.ingest.Backlog;
import dev.forktail.engine.ingest.Durability;
import dev.forktail.engine.ingest.EventBuffer;
import java.util.List;
import java.util.Optional;

/// Another buffer that counts its room in bytes.
record BoundedBuffer(EventBuffer inner, long bytesMax) implements EventBuffer {

  @Override
  public Durability durability() {
    return inner.durability();
  }

  @Override
  public long killLossMax() {
    return inner.killLossMax();
  }

  @Override
  public Optional<Admission.Throttled> pressure() {
    return inner.pressure();
  }

  @Override
  public Admission offer(List<? extends Arrival> arrivals, Acknowledgement acknowledgement) {
    return inner.offer(arrivals, acknowledgement);
  }

  @Override
  public List<List<Backlog>> lanes() {
    return inner.lanes();
  }

  @Override
  public BufferState state() {
    var state = inner.state();
    return new BufferState(
        state.depth(), state.bytes(), bytesMax, state.oldestAge(), state.fault());
  }

  @Override
  public void stopIntake() {
    inner.stopIntake();
  }

  @Override
  public void close() {
    inner.close();
  }
}
