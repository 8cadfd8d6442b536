package dev.forktail.engine.live;

import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.ingest.Acknowledgement;
import dev.forktail.engine.ingest.Admission;
import dev.forktail.engine.ingest.Backlog;
import dev.forktail.engine.ingest.Durability;
import dev.forktail.engine.ingest.EventBuffer;
import java.util.List;
import java.util.Optional;

/// A buffer that counts what it admits of users.
public final class MeteredBuffer implements EventBuffer {
  private final EventBuffer buffer;
  private final LiveMeters meters;

  public MeteredBuffer(EventBuffer buffer, LiveMeters meters) {
    this.buffer = buffer;
    this.meters = meters;
  }

  @Override
  public Admission offer(List<? extends Arrival> arrivals, Acknowledgement acknowledgement) {
    var admission = buffer.offer(arrivals, acknowledgement);
    if (admission instanceof Admission.Admitted && !isOwn(arrivals)) {
      meters.received().add(arrivals.size());
      meters.receivedBytes().add(bytes(arrivals));
    }
    return admission;
  }

  /// What comes together is of one project.
  private static boolean isOwn(List<? extends Arrival> arrivals) {
    return !arrivals.isEmpty() && arrivals.getFirst().project().equals(ProjectId.OWN);
  }

  private static long bytes(List<? extends Arrival> arrivals) {
    return arrivals.stream().mapToLong(arrival -> arrival.content().size()).sum();
  }

  @Override
  public Durability durability() {
    return buffer.durability();
  }

  @Override
  public long killLossMax() {
    return buffer.killLossMax();
  }

  @Override
  public Optional<Admission.Throttled> pressure() {
    return buffer.pressure();
  }

  @Override
  public List<List<Backlog>> lanes() {
    return buffer.lanes();
  }

  @Override
  public BufferState state() {
    return buffer.state();
  }

  @Override
  public void stopIntake() {
    buffer.stopIntake();
  }

  @Override
  public void close() {
    buffer.close();
  }
}
