package dev.forktail.engine.ingest;

import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.event.ArrivalCodec;
import dev.forktail.journal.Append;
import dev.forktail.journal.Disk;
import dev.forktail.journal.Journal;
import dev.forktail.journal.JournalConfig;
import dev.forktail.journal.JournalId;
import dev.forktail.journal.RecoveredJournal;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A buffer on local disk: one journal per lane, new with every start; those of earlier starts are
/// only drained. What it has acknowledged survives kill -9, a crash of the system and power loss.
///
/// Starts no threads: a [Committer] decides who flushes the journals, and when.
public final class JournalBuffer implements EventBuffer {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final List<JournalLane> lanes;
  private final DiskBudget budget;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile boolean stopped;

  private JournalBuffer(List<JournalLane> lanes, DiskBudget budget) {
    this.lanes = List.copyOf(lanes);
    this.budget = budget;
  }

  /// Opens `laneCount` new journals below `folder`, which exists, beside those that earlier starts
  /// left there.
  ///
  /// @throws IOException when the disk fails or has no room for the first segments
  public static JournalBuffer open(
      JournalFolder folder,
      int laneCount,
      Committer committer,
      DiskBudget budget,
      Supplier<UUID> ids,
      InstantSource clock)
      throws IOException {
    var left = folder.recover();
    var lanes = new ArrayList<JournalLane>();
    for (int lane = 0; lane < laneCount; lane++) {
      var journal = folder.create(new JournalId(ids.get()));
      lanes.add(
          new JournalLane(
              every(laneCount, lane, left),
              journal,
              committer.drive(journal),
              () -> folder.delete(journal.id()),
              clock));
    }
    return new JournalBuffer(lanes, budget);
  }

  private static List<RecoveredJournal> every(
      int step, int start, List<RecoveredJournal> journals) {
    var mine = new ArrayList<RecoveredJournal>();
    for (int i = start; i < journals.size(); i += step) {
      mine.add(journals.get(i));
    }
    return mine;
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
  public Optional<Admission.Throttled> pressure() {
    if (stopped) {
      return Optional.of(throttled("The server is stopping"));
    }
    return budget.pressure();
  }

  @Override
  public Admission offer(List<? extends Arrival> arrivals, Acknowledgement acknowledgement) {
    var pressure = pressure();
    if (pressure.isPresent()) {
      return pressure.get();
    }
    var records = new ArrayList<byte[]>(arrivals.size());
    for (var arrival : arrivals) {
      records.add(ArrivalCodec.encode(arrival));
    }
    int start = turn.getAndIncrement();
    String reason = "";
    for (int i = 0; i < lanes.size(); i++) {
      var lane = lanes.get(Math.floorMod(start + i, lanes.size()));
      switch (lane.append(records, acknowledgement)) {
        case Append.Accepted(_, _) -> {
          return new Admission.Admitted();
        }
        case Append.Full(var shortage) -> reason = "The journal has no room: " + shortage;
        case Append.Failed(var why) -> reason = why;
      }
    }
    return throttled(reason);
  }

  @Override
  public List<List<Backlog>> lanes() {
    return lanes.stream().map(JournalLane::backlogs).toList();
  }

  @Override
  public BufferState state() {
    long depth = 0;
    long bytes = 0;
    var age = Duration.ZERO;
    for (var lane : lanes) {
      depth += lane.depth();
      bytes += lane.bytesOnDisk();
      age = lane.oldestAge().compareTo(age) > 0 ? lane.oldestAge() : age;
    }
    var fault = lanes.stream().flatMap(lane -> lane.fault().stream()).findFirst();
    var reading = budget.last();
    return new BufferState(depth, bytes, bytes + reading.roomBytes(), age, fault);
  }

  @Override
  public void stopIntake() {
    if (stopped) {
      return;
    }
    stopped = true;
    lanes.forEach(JournalLane::close);
  }

  @Override
  public void close() {
    stopIntake();
  }

  private static Admission.Throttled throttled(String reason) {
    return new Admission.Throttled(reason, RETRY_AFTER);
  }

  /// Who flushes a journal: a thread in a server, the test itself in a simulation.
  @FunctionalInterface
  public interface Committer {

    /// Flushes `journal` from now on; closing the answer flushes what is pending and closes the
    /// journal.
    Closeable drive(Journal journal);
  }

  /// Where the journals lie.
  public record JournalFolder(Disk disk, Path path, JournalConfig config) {
    List<RecoveredJournal> recover() throws IOException {
      return Journal.recover(disk, path);
    }

    Journal create(JournalId id) throws IOException {
      return Journal.create(disk, path, id, config);
    }

    void delete(JournalId id) throws IOException {
      RecoveredJournal.delete(disk, path, id);
    }
  }
}
