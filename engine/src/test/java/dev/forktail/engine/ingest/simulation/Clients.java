package dev.forktail.engine.ingest.simulation;

import static dev.forktail.engine.event.Events.NOON;
import static dev.forktail.engine.event.Events.PROJECT;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.ingest.Acknowledgement;
import dev.forktail.engine.ingest.Admission;
import dev.forktail.engine.ingest.EventBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Senders that keep a book of what they sent and what they heard, and repeat what was not
/// acknowledged.
final class Clients {
  private final SplittableRandom random;
  private final Bug bug;
  private final Map<String, Integer> sent = new HashMap<>();
  private final Map<String, Integer> acknowledged = new HashMap<>();
  private final List<String> unacknowledged = new ArrayList<>();
  private int next;

  Clients(SplittableRandom random, Bug bug) {
    this.random = random;
    this.bug = bug;
  }

  /// Sends a request of one to five events to `buffer`, some of them for the second time.
  void send(EventBuffer buffer) {
    var ids = new ArrayList<String>();
    int count = 1 + random.nextInt(5);
    while (ids.size() < count) {
      ids.add(isRetry() ? unacknowledged.removeFirst() : newId());
    }
    ids.forEach(id -> sent.merge(id, 1, Integer::sum));
    var admission = buffer.offer(ids.stream().map(Clients::event).toList(), new Heard(ids));
    if (admission instanceof Admission.Throttled) {
      ids.forEach(id -> sent.merge(id, -1, Integer::sum));
      unacknowledged.addAll(ids);
    }
  }

  private boolean isRetry() {
    return !unacknowledged.isEmpty() && random.nextInt(3) == 0;
  }

  private String newId() {
    String kind = random.nextInt(200) == 0 ? FaultyStore.POISON : "m";
    return kind + "-" + next++;
  }

  private static Event event(String id) {
    return new Event(
        PROJECT,
        "shop",
        EventType.TRACK,
        id,
        "Product Viewed",
        null,
        "anonymous",
        null,
        NOON,
        false,
        NOON,
        Payload.ofText(id));
  }

  /// How often each id was admitted; each may be stored at most so often.
  Map<String, Integer> sent() {
    return sent;
  }

  /// How often each id was acknowledged; each must be stored at least so often.
  Map<String, Integer> acknowledged() {
    return acknowledged;
  }

  private final class Heard implements Acknowledgement {
    private final List<String> ids;

    Heard(List<String> ids) {
      this.ids = List.copyOf(ids);
    }

    @Override
    public void acknowledged() {
      ids.forEach(id -> acknowledged.merge(id, 1, Integer::sum));
    }

    @Override
    public void failed(String reason) {
      if (bug == Bug.ACKNOWLEDGE_ON_FAILURE) {
        acknowledged();
        return;
      }
      unacknowledged.addAll(ids);
    }
  }
}
