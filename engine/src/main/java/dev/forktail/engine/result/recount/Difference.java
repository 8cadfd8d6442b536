package dev.forktail.engine.result.recount;

import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.statistics.sums.Sums;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A row of totals that is not what the events come to.
///
/// @param live null: there is no such row
/// @param recounted null: there should be none
public record Difference(TotalKey key, @Nullable Sums live, @Nullable Sums recounted) {

  /// All of them, in order.
  public static List<Difference> of(
      SortedMap<TotalKey, Sums> live, SortedMap<TotalKey, Sums> recounted) {
    var keys = new TreeSet<>(live.keySet());
    keys.addAll(recounted.keySet());
    var differences = new ArrayList<Difference>();
    for (var key : keys) {
      var one = something(live.get(key));
      var other = something(recounted.get(key));
      if (one == null ? other != null : !one.equals(other)) {
        differences.add(new Difference(key, one, other));
      }
    }
    return differences;
  }

  /// What must be added to the totals, whatever has been added to them meanwhile.
  public static SortedMap<TotalKey, Sums> corrections(List<Difference> differences) {
    var corrections = new TreeMap<TotalKey, Sums>();
    for (var difference : differences) {
      var live = difference.live();
      var recounted = difference.recounted();
      if (recounted != null) {
        corrections.put(difference.key(), live == null ? recounted : recounted.minus(live));
      } else if (live != null) {
        corrections.put(difference.key(), Sums.none(live.width()).minus(live));
      }
    }
    return corrections;
  }

  private static @Nullable Sums something(@Nullable Sums sums) {
    return sums == null || sums.equals(Sums.none(sums.width())) ? null : sums;
  }
}
