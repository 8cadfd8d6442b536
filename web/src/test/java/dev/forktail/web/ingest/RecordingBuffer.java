package dev.forktail.web.ingest;

import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.event.DeadLetter;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.ingest.Acknowledgement;
import dev.forktail.engine.ingest.Admission;
import dev.forktail.engine.ingest.Backlog;
import dev.forktail.engine.ingest.Durability;
import dev.forktail.engine.ingest.EventBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A buffer that keeps what it is offered, and can be told to be full or to fail. It acknowledges
/// on a thread of its own, like the real ones.
public final class RecordingBuffer implements EventBuffer {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Semaphore held = new Semaphore(0);
  private final List<Arrival> arrivals = new ArrayList<>();
  private Admission.@Nullable Throttled pressure;
  private Admission.@Nullable Throttled throttled;
  private @Nullable String failure;
  private int throttledTimes;

  public synchronized List<Event> events() {
    return arrivals.stream().filter(Event.class::isInstance).map(Event.class::cast).toList();
  }

  synchronized List<DeadLetter> deadLetters() {
    return arrivals.stream()
        .filter(DeadLetter.class::isInstance)
        .map(DeadLetter.class::cast)
        .toList();
  }

  /// Before the body of a request is read there is no room any more.
  synchronized void press(Duration retryAfter) {
    pressure = new Admission.Throttled("The disk is full.", retryAfter);
  }

  /// The next `times` offers find no room.
  public synchronized void throttleTimes(int times, Duration retryAfter) {
    throttledTimes = times;
    throttled = new Admission.Throttled("The disk is full.", retryAfter);
  }

  /// What is offered from now on is taken and then lost.
  synchronized void fail(String reason) {
    failure = reason;
  }

  /// Takes everything and acknowledges nothing, until [#letGo].
  void holdBack() {
    thread.execute(held::acquireUninterruptibly);
  }

  void letGo() {
    held.release();
  }

  synchronized void recover() {
    pressure = null;
    throttled = null;
    failure = null;
    throttledTimes = 0;
  }

  @Override
  public Durability durability() {
    return Durability.FSYNC;
  }

  @Override
  public long killLossMax() {
    return 0;
  }

  @Override
  public synchronized Optional<Admission.Throttled> pressure() {
    return Optional.ofNullable(pressure);
  }

  @Override
  public synchronized Admission offer(
      List<? extends Arrival> offered, Acknowledgement acknowledgement) {
    if (throttled != null && throttledTimes-- > 0) {
      return throttled;
    }
    String reason = failure;
    if (reason == null) {
      arrivals.addAll(offered);
      thread.execute(acknowledgement::acknowledged);
    } else {
      thread.execute(() -> acknowledgement.failed(reason));
    }
    return new Admission.Admitted();
  }

  @Override
  public List<List<Backlog>> lanes() {
    return List.of();
  }

  @Override
  public synchronized BufferState state() {
    return new BufferState(arrivals.size(), 0, 1, Duration.ZERO, Optional.empty());
  }

  @Override
  public void stopIntake() {}

  @Override
  public void close() {
    thread.close();
  }
}
