package dev.forktail.engine.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// How old the oldest change is that has not arrived, told from how long the log was when. As exact
/// as it is asked often; of what was changed before it was first asked, it knows that only.
///
/// Of one thread.
public final class ChangeAge {
  private static final int MOMENTS_MAX = 4_096;

  private final Deque<Moment> moments = new ArrayDeque<>();
  private long newest = -1;

  private record Moment(long position, Instant seen) {}

  /// The age at `now`, when the log is `written` long and has arrived up to `arrived`.
  public Duration at(Instant now, long written, long arrived) {
    if (written > newest) {
      newest = written;
      moments.add(new Moment(written, now));
    }
    while (!moments.isEmpty() && moments.element().position() <= arrived) {
      moments.remove();
    }
    if (moments.size() > MOMENTS_MAX) {
      thin();
    }
    return moments.isEmpty() ? Duration.ZERO : Duration.between(moments.element().seen(), now);
  }

  /// Forgets each second moment, but not the oldest.
  private void thin() {
    Iterator<Moment> each = moments.iterator();
    for (boolean keep = true; each.hasNext(); keep = !keep) {
      each.next();
      if (!keep) {
        each.remove();
      }
    }
  }
}
