package dev.forktail.engine.ingest.memory;

import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.ingest.Acknowledgement;
import dev.forktail.engine.ingest.Admission;
import dev.forktail.engine.ingest.Backlog;
import dev.forktail.engine.ingest.Durability;
import dev.forktail.engine.ingest.EventBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A bounded queue in this process, for trying Forktail out. A graceful stop drains it; kill -9
/// loses what waits in it, at most `arrivalsMax` arrivals.
public final class MemoryBuffer implements EventBuffer {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final List<MemoryBacklog> backlogs;
  private final int arrivalsMaxPerLane;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile boolean stopped;

  /// A buffer with `lanes` lanes that holds up to `arrivalsMax` arrivals in all.
  public MemoryBuffer(int lanes, int arrivalsMax, InstantSource clock, Supplier<UUID> journalIds) {
    if (lanes < 1 || arrivalsMax < lanes) {
      throw new IllegalArgumentException(
          "A memory buffer needs a lane and room: lanes=" + lanes + " arrivalsMax=" + arrivalsMax);
    }
    this.arrivalsMaxPerLane = arrivalsMax / lanes;
    this.backlogs =
        IntStream.range(0, lanes)
            .mapToObj(_ -> new MemoryBacklog(journalIds.get(), arrivalsMaxPerLane, clock))
            .toList();
  }

  @Override
  public Durability durability() {
    return Durability.MEMORY;
  }

  @Override
  public long killLossMax() {
    return (long) arrivalsMaxPerLane * backlogs.size();
  }

  @Override
  public Optional<Admission.Throttled> pressure() {
    if (stopped) {
      return Optional.of(throttled("The server is stopping"));
    }
    return backlogs.stream().allMatch(MemoryBacklog::full) ? Optional.of(full()) : Optional.empty();
  }

  @Override
  public Admission offer(List<? extends Arrival> arrivals, Acknowledgement acknowledgement) {
    if (stopped) {
      return throttled("The server is stopping");
    }
    int start = turn.getAndIncrement();
    for (int i = 0; i < backlogs.size(); i++) {
      if (backlogs.get(Math.floorMod(start + i, backlogs.size())).append(arrivals)) {
        acknowledgement.acknowledged();
        return new Admission.Admitted();
      }
    }
    return full();
  }

  @Override
  public List<List<Backlog>> lanes() {
    return backlogs.stream().map(backlog -> List.<Backlog>of(backlog)).toList();
  }

  @Override
  public BufferState state() {
    long depth = backlogs.stream().mapToLong(MemoryBacklog::depth).sum();
    long bytes = backlogs.stream().mapToLong(MemoryBacklog::bytes).sum();
    Duration age =
        backlogs.stream()
            .map(MemoryBacklog::oldestAge)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return new BufferState(depth, bytes, Long.MAX_VALUE, age, Optional.empty());
  }

  @Override
  public void stopIntake() {
    stopped = true;
    backlogs.forEach(MemoryBacklog::end);
  }

  @Override
  public void close() {
    stopIntake();
  }

  private Admission.Throttled full() {
    return throttled("The memory buffer is full: arrivalsMax=" + killLossMax());
  }

  private static Admission.Throttled throttled(String reason) {
    return new Admission.Throttled(reason, RETRY_AFTER);
  }
}
