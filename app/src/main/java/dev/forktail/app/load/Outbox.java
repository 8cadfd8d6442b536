package dev.forktail.app.load;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;

/// The requests that wait: those that are due and not sent yet, in order, and those that are to be
/// sent again, by time. Bounded: while it is full, new arrivals are dropped, as by a client whose
/// queue is full, and counted.
final class Outbox {
  private final long waitingMax;
  private final Deque<Range> fresh = new ArrayDeque<>();
  private final Queue<Waiting> retries =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::dueNanos));
  private long freshCount;
  private long arrived;
  private long dropped;

  Outbox(long waitingMax) {
    this.waitingMax = waitingMax;
  }

  /// Lets in the arrivals up to, not including, `due`.
  void arriveUpTo(long due) {
    if (due <= arrived) {
      return;
    }
    long room = Math.max(0, waitingMax - waiting());
    long admitted = Math.min(room, due - arrived);
    if (admitted > 0) {
      append(arrived, arrived + admitted);
    }
    dropped += due - arrived - admitted;
    arrived = due;
  }

  /// Request `number`, sent `attempts` times already, is to be sent again at `dueNanos`.
  void retry(long number, int attempts, long dueNanos) {
    retries.add(new Waiting(number, attempts, dueNanos));
  }

  /// Whether [#take] has something.
  boolean ready(long nowNanos) {
    return freshCount > 0 || retryDue(nowNanos);
  }

  /// The next one to send; a retry that is due goes first.
  Waiting take(long nowNanos) {
    if (retryDue(nowNanos)) {
      return retries.remove();
    }
    Range first = fresh.removeFirst();
    if (first.from + 1 < first.to) {
      fresh.addFirst(new Range(first.from + 1, first.to));
    }
    freshCount--;
    return new Waiting(first.from, 0, nowNanos);
  }

  /// Whether all arrivals before `request` were let in or dropped.
  boolean arrivedUpTo(long request) {
    return arrived >= request;
  }

  long waiting() {
    return freshCount + retries.size();
  }

  /// Requests that were never sent because too many waited.
  long dropped() {
    return dropped;
  }

  private boolean retryDue(long nowNanos) {
    Waiting retry = retries.peek();
    return retry != null && retry.dueNanos <= nowNanos;
  }

  private void append(long from, long to) {
    Range last = fresh.peekLast();
    if (last != null && last.to == from) {
      fresh.removeLast();
      fresh.addLast(new Range(last.from, to));
    } else {
      fresh.addLast(new Range(from, to));
    }
    freshCount += to - from;
  }

  /// A request that is to be sent.
  ///
  /// @param attempts how often it was sent already
  record Waiting(long number, int attempts, long dueNanos) {}

  private record Range(long from, long to) {}
}
