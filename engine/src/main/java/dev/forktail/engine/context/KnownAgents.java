package dev.forktail.engine.context;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Reads user-agent strings, each once as long as it is remembered.
///
/// What nobody has sent before takes a millisecond, on the thread that serves others, too: reading
/// gets a fifth of the time at most, so that one who makes up strings holds up nobody. What is
/// beyond that is not read.
///
/// - **Threads.** Safe for concurrent use.
public final class KnownAgents {
  private static final int REMEMBERED = 10_000;
  private static final int TIME_SHARE = 5;
  private static final long AHEAD_NANOS_MAX = 10_000_000_000L;

  private final UserAgents agents;
  private final LongSupplier nanoClock;
  private final RecentAnswers<Agent> known = new RecentAnswers<>(REMEMBERED);
  private final AtomicLong paidUntil;
  private final AtomicLong unread = new AtomicLong();

  public KnownAgents(UserAgents agents, LongSupplier nanoClock) {
    this.agents = agents;
    this.nanoClock = nanoClock;
    this.paidUntil = new AtomicLong(nanoClock.getAsLong());
  }

  /// What `userAgent` says; null when there was no time to read it.
  @Nullable Agent find(String userAgent) {
    Agent answer = known.find(userAgent);
    return answer != null ? answer : read(userAgent);
  }

  /// How often a string was not read since it would have taken too long.
  public long unread() {
    return unread.get();
  }

  private @Nullable Agent read(String userAgent) {
    long begin = nanoClock.getAsLong();
    if (paidUntil.get() - begin > AHEAD_NANOS_MAX) {
      unread.incrementAndGet();
      return null;
    }
    Agent agent = agents.read(userAgent);
    known.put(userAgent, agent);
    long took = nanoClock.getAsLong() - begin;
    paidUntil.updateAndGet(until -> Math.max(until, begin) + TIME_SHARE * took);
    return agent;
  }
}
