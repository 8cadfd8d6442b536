package dev.forktail.app.load;

import dev.forktail.engine.rollup.Count;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the rollups counted when they were looked at.
final class MarkerCounts {
  private final Map<MarkerCounter, Long> events = new HashMap<>();

  MarkerCounts(List<Count> counts) {
    for (Count count : counts) {
      events.merge(new MarkerCounter(count.bucket(), count.name()), count.events(), Long::sum);
    }
  }

  long of(MarkerCounter counter) {
    return events.getOrDefault(counter, 0L);
  }
}
