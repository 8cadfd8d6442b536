package dev.forktail.engine.notice;

import dev.forktail.engine.notice.Outbox.LegState;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// How deliveries stand.
///
/// @param last of the channels that have tried, how the last try went
public record OutboxStanding(int waiting, int delivered, int givenUp, Map<String, Last> last) {
  public static final OutboxStanding EMPTY = new OutboxStanding(0, 0, 0, Map.of());

  public OutboxStanding {
    last = Collections.unmodifiableMap(new TreeMap<>(last));
  }

  /// How the last try of a channel went.
  ///
  /// @param state waiting: it failed and is tried again
  public record Last(Instant at, LegState state, String text) {}
}
