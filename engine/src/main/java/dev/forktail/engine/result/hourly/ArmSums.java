package dev.forktail.engine.result.hourly;

import dev.forktail.engine.result.recount.RunningSums;
import dev.forktail.statistics.sums.Sums;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the units of each arm add up to.
///
/// - **Threads.** For one at a time.
final class ArmSums {
  private final Map<Integer, RunningSums> arms = new HashMap<>();

  void add(int arm, long... values) {
    arms.computeIfAbsent(arm, _ -> new RunningSums(values.length)).add(Sums.ofUnit(values));
  }

  /// Of an arm; of one without units, that of no units.
  Sums of(int arm, int width) {
    var sums = arms.get(arm);
    return sums == null ? Sums.none(width) : sums.sums();
  }

  /// By variant, those that have units.
  Map<String, Sums> byVariant(List<String> variants) {
    var sums = new HashMap<String, Sums>();
    arms.forEach((arm, running) -> sums.put(variants.get(arm), running.sums()));
    return sums;
  }
}
