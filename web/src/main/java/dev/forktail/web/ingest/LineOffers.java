package dev.forktail.web.ingest;

import dev.forktail.engine.ingest.Admission;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Hands the lines of one stream to the buffer, group by group and in order. Where the buffer has
/// no room it offers the same group again, for about ten seconds.
final class LineOffers {
  /// When more bytes than this wait for the buffer, nothing more should be read.
  static final long UNSETTLED_BYTES_MAX = 512 << 10;

  private static final int TRIES_MAX = 20;
  private static final long PAUSE_MILLIS_MAX = 500;

  private final IntakeLoop intake;
  private final LineTally tally;
  private final Runnable changed;
  private final Deque<LineGroup> waiting = new ArrayDeque<>();
  private long bytesUnsettled;
  private int offered;
  private int triesInVain;
  private @Nullable String failure;

  /// Offers that call `changed` on the loop whenever the buffer has answered.
  LineOffers(IntakeLoop intake, LineTally tally, Runnable changed) {
    this.intake = intake;
    this.tally = tally;
    this.changed = changed;
  }

  LineGroup newGroup() {
    return new LineGroup(intake.loop(), this::settle);
  }

  void add(LineGroup group) {
    if (failure != null) {
      return;
    }
    bytesUnsettled += group.bytes();
    waiting.add(group);
    if (waiting.size() == 1) {
      offerAll();
    }
  }

  boolean isFull() {
    return bytesUnsettled > UNSETTLED_BYTES_MAX;
  }

  /// Whether every group has been answered, or was given up.
  boolean isSettled() {
    return offered == 0 && waiting.isEmpty();
  }

  /// Why nothing more is taken; null while all is well.
  @Nullable String failure() {
    return failure;
  }

  private void offerAll() {
    while (failure == null && !waiting.isEmpty()) {
      LineGroup group = waiting.peekFirst();
      switch (intake.buffer().offer(group.arrivals(), group)) {
        case Admission.Admitted() -> {
          waiting.removeFirst();
          offered++;
          triesInVain = 0;
        }
        case Admission.Throttled(String reason, Duration retryAfter) -> {
          intake.meters().throttled(group.arrivals().size());
          tryAgain(retryAfter, reason);
          return;
        }
      }
    }
  }

  private void tryAgain(Duration after, String reason) {
    if (++triesInVain > TRIES_MAX) {
      giveUp(reason);
      changed.run();
      return;
    }
    long pause = Math.min(PAUSE_MILLIS_MAX, Math.max(1, after.toMillis()));
    intake.loop().after(pause, this::offerAll);
  }

  private void settle(LineGroup group) {
    offered--;
    bytesUnsettled -= group.bytes();
    String lost = group.failure();
    if (lost == null) {
      tally.count(group.arrivals());
    } else {
      giveUp(lost);
    }
    changed.run();
  }

  private void giveUp(String reason) {
    failure = reason;
    waiting.forEach(group -> bytesUnsettled -= group.bytes());
    waiting.clear();
  }
}
