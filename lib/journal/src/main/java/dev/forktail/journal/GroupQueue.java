package dev.forktail.journal;

import dev.forktail.journal.Append.Accepted;
import dev.forktail.journal.Append.Failed;
import dev.forktail.journal.Append.Full;
import dev.forktail.journal.Append.Shortage;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Where appends meet the flushing thread: one group is filled while the other is written.
final class GroupQueue {
  /// A group of so many bytes is worth a force of its own: a force costs as much as copying them.
  private static final int RIPE_BYTES = 32 << 10;

  private final Segments segments;
  private final Signal pending;
  private final int ripeBytes;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private GroupBuffer filling;

  /// Empty, or what the flushing thread works on.
  @GuardedBy("lock")
  private GroupBuffer other;

  @GuardedBy("lock")
  private long nextSequence;

  @GuardedBy("lock")
  private @Nullable String failure;

  @GuardedBy("lock")
  private boolean closed;

  GroupQueue(Segments segments, Signal pending, int groupBytes) {
    this.segments = segments;
    this.pending = pending;
    this.ripeBytes = Math.min(RIPE_BYTES, groupBytes / 2);
    this.filling = new GroupBuffer(groupBytes);
    this.other = new GroupBuffer(groupBytes);
  }

  Append append(List<byte[]> records, int[] checksums, int bytes, Acknowledgement waiting) {
    lock.lock();
    try {
      var refusal = refusal(bytes);
      if (refusal != null) {
        return refusal;
      }
      boolean wasEmpty = filling.isEmpty();
      boolean wasRipe = ripe();
      long first = nextSequence;
      filling.add(first, records, checksums, waiting);
      nextSequence = filling.afterSequence();
      if (wasEmpty || (!wasRipe && ripe())) {
        pending.raise();
      }
      return new Accepted(first, nextSequence);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private @Nullable Append refusal(int bytes) {
    if (closed) {
      return new Failed("The journal is closed");
    }
    if (failure != null) {
      return new Failed(failure);
    }
    if (!filling.fits(bytes)) {
      return new Full(Shortage.GROUP_BUFFER);
    }
    var shortage = segments.shortage(filling.recordBytes() + bytes);
    return shortage == null ? null : new Full(shortage);
  }

  /// What is pending and the segment it goes to; null if nothing is. The group taken before must be
  /// settled.
  @Nullable PlacedGroup take() {
    lock.lock();
    try {
      if (filling.isEmpty()) {
        return null;
      }
      var segment = segments.place(filling.recordBytes());
      return new PlacedGroup(swap(), segment);
    } finally {
      lock.unlock();
    }
  }

  /// Takes a mark of the clean close, behind all records.
  PlacedGroup takeClose() {
    lock.lock();
    try {
      filling.addClose(nextSequence);
      return new PlacedGroup(swap(), segments.placeClose());
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private GroupBuffer swap() {
    var taken = filling;
    filling = other;
    other = taken;
    return taken;
  }

  /// Refuses appends from now on. Returns what was pending, which has failed with them.
  GroupBuffer fail(String reason) {
    lock.lock();
    try {
      failure = reason;
      return swap();
    } finally {
      lock.unlock();
    }
  }

  void recover() {
    lock.lock();
    try {
      failure = null;
    } finally {
      lock.unlock();
    }
  }

  /// Whether what is pending is worth a force at once.
  boolean isRipe() {
    lock.lock();
    try {
      return ripe();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean ripe() {
    return filling.recordBytes() >= ripeBytes;
  }

  boolean isFailed() {
    lock.lock();
    try {
      return failure != null;
    } finally {
      lock.unlock();
    }
  }

  /// Refuses appends for good; what is pending stays so.
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// The first sequence that no group taken so far has.
  long pendingSequence() {
    lock.lock();
    try {
      return filling.isEmpty() ? nextSequence : filling.firstSequence();
    } finally {
      lock.unlock();
    }
  }

  /// A group and the segment it is written to.
  record PlacedGroup(GroupBuffer group, Segment segment) {}
}
