package dev.forktail.journal;

import dev.forktail.journal.GroupQueue.PlacedGroup;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Writes one group after the other to the disk, and leaves a segment for good when it fails. For
/// one thread at a time.
final class GroupWriter {
  private final JournalId id;
  private final JournalConfig config;
  private final Segments segments;
  private final GroupQueue queue;
  private final DurableMark mark;
  private final RecordFormat format;
  private @Nullable Segment written;

  /// Where the newest durable group ends. Between here and the mark is only what was given up.
  private long storedEnd;

  GroupWriter(
      JournalId id, JournalConfig config, Segments segments, GroupQueue queue, DurableMark mark) {
    this.id = id;
    this.config = config;
    this.segments = segments;
    this.queue = queue;
    this.mark = mark;
    this.format = new RecordFormat(id);
  }

  /// See [Journal#flush].
  boolean flush() {
    if (queue.isFailed()) {
      return reopen();
    }
    var placed = queue.take();
    if (placed == null) {
      return false;
    }
    store(placed);
    return true;
  }

  private void store(PlacedGroup placed) {
    var group = placed.group();
    try {
      write(placed);
    } catch (IOException e) {
      giveUp(placed, e);
      return;
    }
    storedEnd = group.afterSequence();
    // The mark first: no reader is ever ahead of it.
    mark.advanceTo(group.afterSequence());
    segments.grow(placed.segment(), group);
    group.acknowledge();
  }

  private void write(PlacedGroup placed) throws IOException {
    var segment = placed.segment();
    if (written != null && written != segment) {
      written.close();
    }
    written = segment;
    placed.group().seal(format, mark.sequence());
    segment.write(placed.group(), header(segment, placed.group().firstSequence()));
  }

  private SegmentHeader header(Segment segment, long first) {
    return new SegmentHeader(id, segment.number(), first, storedEnd, config.segmentBytes());
  }

  /// The sequences of the group are never used again.
  private void giveUp(PlacedGroup placed, IOException cause) {
    abandon(placed.segment(), cause);
    try {
      placed.group().fail(cause);
    } finally {
      if (!reopen()) {
        queue.fail("The disk fails: " + cause.getMessage()).fail(cause);
      }
    }
  }

  /// Opens the next segment after a failure. Its header, forced, shows that the disk works, and
  /// makes void what failed groups may have left in earlier segments.
  private boolean reopen() {
    var segment = segments.activateSpare();
    if (segment == null) {
      return false;
    }
    long first = queue.pendingSequence();
    try {
      segment.open(header(segment, first));
    } catch (IOException e) {
      abandon(segment, e);
      return false;
    }
    written = segment;
    mark.advanceTo(first);
    segments.skipTo(first);
    queue.recover();
    return true;
  }

  private void abandon(Segment segment, IOException cause) {
    segments.abandon(segment, cause);
    written = null;
    try {
      segment.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /// Flushes what is pending, marks the journal as cleanly closed and closes its files.
  void close() throws IOException {
    try {
      flush();
      if (!queue.isFailed() && segments.hasRoomToClose()) {
        markClosed(queue.takeClose());
      }
    } finally {
      for (var segment : segments.takeWritable()) {
        segment.close();
      }
      if (written != null) {
        written.close();
      }
    }
  }

  /// The mark stands behind the last record and, if there is one, in the next file too: whatever is
  /// cut off one of them, the other still tells how many records there were.
  private void markClosed(PlacedGroup mark) throws IOException {
    write(mark);
    var next = segments.activateSpare();
    if (next != null) {
      write(new PlacedGroup(mark.group(), next));
    }
  }
}
