package dev.forktail.app.fault;

import dev.forktail.app.fault.CrashPoint.Place;
import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.ingest.Acknowledgement;
import dev.forktail.engine.ingest.Admission;
import dev.forktail.engine.ingest.Backlog;
import dev.forktail.engine.ingest.Durability;
import dev.forktail.engine.ingest.EventBuffer;
import java.util.List;
import java.util.Optional;

/// A buffer beside whose acknowledgements the process dies.
record CrashingBuffer(EventBuffer buffer, CrashPoint crash) implements EventBuffer {
  @Override
  public Admission offer(List<? extends Arrival> arrivals, Acknowledgement acknowledgement) {
    return buffer.offer(
        arrivals,
        new Acknowledgement() {
          @Override
          public void acknowledged() {
            crash.reached(Place.BEFORE_ACK);
            acknowledgement.acknowledged();
            crash.reached(Place.AFTER_ACK);
          }

          @Override
          public void failed(String reason) {
            acknowledgement.failed(reason);
          }
        });
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
