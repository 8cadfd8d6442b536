package dev.forktail.engine.event;

import java.util.ArrayList;
import java.util.List;

/// Batches for tests.
public final class Batches {
  private Batches() {}

  /// A batch of `arrivals` that begins at `first` and has no gaps.
  public static EventBatch batch(Claim claim, long first, List<? extends Arrival> arrivals) {
    var entries = new ArrayList<EventBatch.Entry>();
    for (var arrival : arrivals) {
      entries.add(new EventBatch.Entry(first + entries.size(), arrival));
    }
    return new EventBatch(claim.journal(), first, first + entries.size(), entries, 0);
  }

  /// A batch of events with these message ids.
  public static EventBatch batchOf(Claim claim, long first, String... messageIds) {
    return batch(claim, first, List.of(messageIds).stream().map(Events::event).toList());
  }
}
