package dev.forktail.engine.result.live;

import dev.forktail.engine.metric.Metric;
import java.util.List;

/// Totals of one metric of a run.
///
/// @param id never another's: a metric that is changed gets another tally
/// @param tracks of the metric's measures, in their order
/// @param counted units up to this one are in the totals; [UnitKey#LAST] when all are
public record Tally(int id, Metric metric, List<Integer> tracks, UnitKey counted) {
  public Tally {
    tracks = List.copyOf(tracks);
  }

  public boolean isWhole() {
    return counted.equals(UnitKey.LAST);
  }
}
