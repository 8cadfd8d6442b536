package dev.forktail.web.live;

import dev.forktail.engine.live.LiveState.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// The chart of events per second: as numbers for the script, and as a still picture for those
/// without.
final class RateChart {
  private static final int HEIGHT = 100;

  private RateChart() {}

  static LiveView.Chart of(Traffic traffic, Instant at) {
    long peak = Math.max(1, Math.max(max(traffic.received()), max(traffic.stored())));
    String received = Figures.rate(traffic.receivedNow());
    String stored = Figures.rate(traffic.storedNow());
    return new LiveView.Chart(
        json(traffic, at),
        traffic.received().size() - 1,
        area(traffic.received(), peak),
        line(traffic.stored(), peak),
        Figures.count(max(traffic.received())),
        received,
        stored,
        "Events per second over the last five minutes: now %s received and %s stored, at most %s."
            .formatted(received, stored, Figures.count(max(traffic.received()))));
  }

  /// @param at the last count is of the second before this one
  private static String json(Traffic traffic, Instant at) {
    return "{\"end\":%d,\"received\":%s,\"stored\":%s}"
        .formatted(at.getEpochSecond(), numbers(traffic.received()), numbers(traffic.stored()));
  }

  private static String numbers(List<Long> counts) {
    return counts.toString().replace(" ", "");
  }

  private static String line(List<Long> counts, long peak) {
    var path = new StringBuilder();
    for (int i = 0; i < counts.size(); i++) {
      path.append(i == 0 ? 'M' : 'L').append(i).append(' ').append(height(counts.get(i), peak));
    }
    return path.toString();
  }

  private static String area(List<Long> counts, long peak) {
    return line(counts, peak) + "L" + (counts.size() - 1) + " " + HEIGHT + "L0 " + HEIGHT + "Z";
  }

  private static String height(long count, long peak) {
    return String.format(Locale.ROOT, "%.1f", HEIGHT - HEIGHT * (double) count / peak);
  }

  private static long max(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
