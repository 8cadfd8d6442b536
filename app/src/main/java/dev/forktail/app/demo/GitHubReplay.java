package dev.forktail.app.demo;

import dev.forktail.app.realevents.GitHubEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// The real events over and over, with fresh ids and times, at random moments.
final class GitHubReplay implements EventSource {
  private final List<GitHubEvent> events;
  private final double eventsPerSecond;
  private final RandomGenerator random;
  private int next;
  private Instant due;

  GitHubReplay(
      List<GitHubEvent> events, double eventsPerSecond, Instant start, RandomGenerator random) {
    this.events = events;
    this.eventsPerSecond = eventsPerSecond;
    this.random = random;
    this.next = random.nextInt(events.size());
    this.due = start.plus(pause());
  }

  @Override
  public List<byte[]> until(Instant now, int max) {
    var made = new ArrayList<byte[]>();
    while (made.size() < max && !due.isAfter(now)) {
      var id = new UUID(random.nextLong(), random.nextLong());
      made.add(events.get(next).toTrack(id.toString(), due));
      next = (next + 1) % events.size();
      due = due.plus(pause());
    }
    return made;
  }

  private Duration pause() {
    return Duration.ofNanos((long) (random.nextExponential() / eventsPerSecond * 1e9));
  }
}
