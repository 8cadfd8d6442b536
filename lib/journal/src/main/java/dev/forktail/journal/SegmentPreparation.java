package dev.forktail.journal;

import dev.forktail.journal.Append.Shortage;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The slow work on files, done ahead of time so that appends never wait for it: gets the next
/// segment ready and gets rid of released ones. For one thread at a time.
final class SegmentPreparation {
  private final SegmentFiles files;
  private final Segments segments;
  private final JournalConfig config;

  SegmentPreparation(SegmentFiles files, Segments segments, JournalConfig config) {
    this.files = files;
    this.segments = segments;
    this.config = config;
  }

  /// Returns whether the next segment is ready.
  boolean run() throws IOException {
    for (var path = segments.nextRetired(); path != null; path = segments.nextRetired()) {
      if (segments.mayRecycle(path)) {
        recycle(path);
      } else {
        files.delete(path);
        segments.forget(path);
      }
    }
    return !segments.needsSpare() || create();
  }

  private void recycle(Path released) throws IOException {
    long number = segments.takeNumber();
    var path = files.path(number);
    segments.track(path);
    try {
      var segment = files.recycle(released, number);
      segments.forget(released);
      segments.addSpare(segment);
    } catch (IOException e) {
      segments.discard(released);
      segments.discard(path);
      throw e;
    }
  }

  private boolean create() throws IOException {
    var obstacle = obstacle();
    segments.setShortage(obstacle == null ? Shortage.SEGMENT : obstacle);
    if (obstacle != null) {
      return false;
    }
    long number = segments.takeNumber();
    var path = files.path(number);
    segments.track(path);
    try {
      segments.addSpare(files.create(number));
      return true;
    } catch (IOException e) {
      segments.discard(path);
      throw e;
    }
  }

  private @Nullable Shortage obstacle() throws IOException {
    if (!segments.mayGrow()) {
      return Shortage.DISK_BUDGET;
    }
    boolean free = files.freeBytes() - config.segmentBytes() >= config.freeBytesMin();
    return free ? null : Shortage.FREE_SPACE;
  }
}
