package dev.forktail.journal;

import dev.forktail.journal.Append.Shortage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which files a journal has and what each is for. Does no I/O; safe for concurrent use.
///
/// A segment is *spare* (prepared), then *active* (written to), then full or abandoned; what of it
/// is durable is an *extent*; once that is released the file is *retired*: recycled or deleted.
final class Segments {
  /// With two, the next segment is still there when one is taken before the last has been released:
  /// so a journal that is drained in time only ever recycles its files.
  private static final int SPARES_MAX = 2;

  private final JournalConfig config;
  private final Signal preparationDue = new Signal();

  @GuardedBy("this")
  private final Queue<Segment> spares = new ArrayDeque<>();

  @GuardedBy("this")
  private final TreeMap<Long, Extent> extents = new TreeMap<>();

  @GuardedBy("this")
  private final Queue<Path> retired = new ArrayDeque<>();

  @GuardedBy("this")
  private final Set<Path> files = new HashSet<>();

  @GuardedBy("this")
  private final Set<Path> unusable = new HashSet<>();

  @GuardedBy("this")
  private @Nullable Segment active;

  @GuardedBy("this")
  private Shortage shortage = Shortage.SEGMENT;

  @GuardedBy("this")
  private long nextNumber;

  @GuardedBy("this")
  private long durableEnd;

  @GuardedBy("this")
  private long releasedBelow;

  @GuardedBy("this")
  private int abandoned;

  @GuardedBy("this")
  private @Nullable String lastFailure;

  Segments(JournalConfig config) {
    this.config = config;
  }

  /// Why there is no room for a group of so many bytes; null if there is.
  synchronized @Nullable Shortage shortage(int groupBytes) {
    boolean room = active != null && active.room() >= groupBytes;
    return room || !spares.isEmpty() ? null : shortage;
  }

  /// The segment that a group goes to, which may be the next one. There is room: nothing else was
  /// accepted.
  synchronized Segment place(int groupBytes) {
    if (active == null || active.room() < groupBytes) {
      active = spares.remove();
      preparationDue.raise();
      release(releasedBelow);
    }
    active.reserve(groupBytes);
    return active;
  }

  synchronized boolean hasRoomToClose() {
    return active != null || !spares.isEmpty();
  }

  /// The segment that the mark of a clean close goes to: each keeps room for it.
  synchronized Segment placeClose() {
    if (active == null) {
      active = spares.remove();
    }
    return active;
  }

  /// Makes the next spare the active segment; null if there is none.
  synchronized @Nullable Segment activateSpare() {
    active = spares.poll();
    preparationDue.raise();
    return active;
  }

  /// The group is durable in the segment.
  synchronized void grow(Segment segment, GroupBuffer group) {
    var former = readable(segment);
    long first = former == null ? group.firstSequence() : former.first();
    long end = group.afterSequence();
    int bytes = segment.position();
    extents.put(
        first, new Extent(segment.number(), segment.path(), first, first, end, bytes, true));
    durableEnd = end;
  }

  /// All sequences below `sequence` are durable or given up.
  synchronized void skipTo(long sequence) {
    durableEnd = sequence;
  }

  /// Never writes to the segment again. What is durable in it can still be read.
  synchronized void abandon(Segment segment, IOException cause) {
    note("%s: %s".formatted(segment.path().getFileName(), cause.getMessage()));
    abandoned++;
    unusable.add(segment.path());
    active = null;
    if (readable(segment) == null) {
      retired.add(segment.path());
    }
  }

  /// What is durable of the newest segment.
  @GuardedBy("this")
  private @Nullable Extent readable(Segment newest) {
    var last = extents.lastEntry();
    return last != null && last.getValue().number() == newest.number() ? last.getValue() : null;
  }

  synchronized void note(String failure) {
    lastFailure = failure;
  }

  synchronized @Nullable String lastFailure() {
    return lastFailure;
  }

  synchronized int abandoned() {
    return abandoned;
  }

  /// Retires what holds only sequences below `sequence` and is not written to any more.
  synchronized void release(long sequence) {
    if (sequence > durableEnd) {
      throw new IllegalArgumentException(
          "Only durable records can be released: %d > %d".formatted(sequence, durableEnd));
    }
    releasedBelow = Math.max(releasedBelow, sequence);
    boolean some = false;
    while (!extents.isEmpty() && isDone(extents.firstEntry().getValue())) {
      retired.add(extents.pollFirstEntry().getValue().path());
      some = true;
    }
    if (some) {
      preparationDue.raise();
    }
  }

  @GuardedBy("this")
  private boolean isDone(Extent extent) {
    boolean written = active != null && active.number() == extent.number();
    return extent.end() <= releasedBelow && !written;
  }

  synchronized @Nullable Extent first(long sequence) {
    if (sequence < releasedBelow) {
      throw new IllegalStateException(
          "Sequence %d is released: below %d".formatted(sequence, releasedBelow));
    }
    var floor = extents.floorEntry(sequence);
    if (floor != null && floor.getValue().end() > sequence) {
      return floor.getValue();
    }
    var next = extents.higherEntry(sequence);
    return next == null ? null : next.getValue();
  }

  synchronized @Nullable Extent follow(Extent extent) {
    var same = extents.get(extent.first());
    if (same != null && same.end() > extent.end()) {
      return same;
    }
    return first(extent.end());
  }

  synchronized boolean needsSpare() {
    return spares.isEmpty();
  }

  /// Whether a retired file is of use as a spare.
  synchronized boolean mayRecycle(Path path) {
    return spares.size() < SPARES_MAX && !unusable.contains(path);
  }

  synchronized void addSpare(Segment segment) {
    spares.add(segment);
  }

  synchronized long takeNumber() {
    return nextNumber++;
  }

  /// The file counts from now on, whatever becomes of it.
  synchronized void track(Path path) {
    files.add(path);
  }

  /// Whether one more file is within the budget.
  synchronized boolean mayGrow() {
    return bytes() + config.segmentBytes() <= config.bytesMax();
  }

  synchronized void setShortage(Shortage shortage) {
    this.shortage = shortage;
  }

  /// Gives a file up: it is deleted when its turn comes.
  synchronized void discard(Path path) {
    unusable.add(path);
    if (!retired.contains(path)) {
      retired.add(path);
    }
  }

  synchronized @Nullable Path nextRetired() {
    return retired.peek();
  }

  /// The file does not exist any more under this name.
  synchronized void forget(Path path) {
    retired.remove(path);
    files.remove(path);
    unusable.remove(path);
  }

  synchronized long bytes() {
    return (long) files.size() * config.segmentBytes();
  }

  /// Takes all segments that are open for writing away.
  synchronized List<Segment> takeWritable() {
    var writable = new ArrayList<>(spares);
    if (active != null) {
      writable.add(active);
    }
    spares.clear();
    active = null;
    return writable;
  }

  void raisePreparationDue() {
    preparationDue.raise();
  }

  void awaitPreparationDue(Duration timeout) throws InterruptedException {
    preparationDue.await(timeout);
  }
}
