package dev.forktail.engine.result.aacheck;

import dev.forktail.assignment.hash.UnitId;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.result.live.PlannedRun;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.Tally;
import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.engine.result.live.WholeUnit;
import dev.forktail.statistics.sums.Sums;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The units of the past with their values in each metric of a run that all of them were in.
///
/// Of more than [#DEALT_MAX] a part is kept, chosen by the units' ids alone: what is rare among all
/// is as rare among them.
///
/// - **Threads.** For one at a time while it is filled, then for all.
final class PastUnits {
  static final int DEALT_MAX = 250_000;

  private static final long[] NONE = {};

  private final ResultPlan plan;
  private final PlannedRun run;
  private final LocalDate today;
  private final int dealtMax;
  private final List<UnitKey> keys = new ArrayList<>();
  private final List<Map<Integer, long[]>> unusual = new ArrayList<>();
  private long units;
  private long mask;

  /// @param today what counts later does not count yet
  PastUnits(ResultPlan plan, LocalDate today, int dealtMax) {
    this.plan = plan;
    this.run = plan.runs().getFirst();
    this.today = today;
    this.dealtMax = dealtMax;
  }

  /// Takes a unit of which all is known.
  void add(UnitKey key, WholeUnit unit) {
    var sums = new HashMap<Integer, Sums>();
    unit.addTotals(plan, (total, change) -> add(total, change, sums));
    if (sums.remove(run.units()) == null) {
      return; // it was there at another time
    }
    units++;
    if (isChosen(key)) {
      keys.add(key);
      unusual.add(unusual(sums));
      while (keys.size() > dealtMax) {
        thin();
      }
    }
  }

  private void add(TotalKey total, Sums change, Map<Integer, Sums> sums) {
    if (total.dimension() == 0 && total.arm() == 0 && !total.day().isAfter(today)) {
      sums.merge(total.tally(), change, Sums::plus);
    }
  }

  /// By tally, where the values are not just zeros; [#NONE] where the unit does not count.
  private Map<Integer, long[]> unusual(Map<Integer, Sums> sums) {
    var values = new HashMap<Integer, long[]>();
    for (var tally : run.tallies()) {
      var sum = sums.get(tally.id());
      if (sum == null || sum.units() != 1) {
        values.put(tally.id(), NONE);
      } else if (sum.totals().stream().anyMatch(total -> total.signum() != 0)) {
        values.put(
            tally.id(), sum.totals().stream().mapToLong(BigInteger::longValueExact).toArray());
      }
    }
    return Map.copyOf(values);
  }

  private boolean isChosen(UnitKey key) {
    return (key.low() & mask) == 0;
  }

  /// Goes on with every second one.
  private void thin() {
    mask = mask << 1 | 1;
    int kept = 0;
    for (int i = 0; i < keys.size(); i++) {
      if (isChosen(keys.get(i))) {
        keys.set(kept, keys.get(i));
        unusual.set(kept, unusual.get(i));
        kept++;
      }
    }
    keys.subList(kept, keys.size()).clear();
    unusual.subList(kept, unusual.size()).clear();
  }

  /// How many there were.
  long units() {
    return units;
  }

  /// Those that are dealt to arms, by what the assignment hashes.
  List<UnitId> dealt() {
    return keys.stream().map(key -> UnitId.of(key.uuid().toString())).toList();
  }

  /// The values in a metric, in the order of [#dealt]; empty when none were computed.
  Optional<PastValues> of(String metric) {
    return run.tallies().stream()
        .filter(tally -> tally.metric().key().value().equals(metric))
        .findFirst()
        .map(this::of);
  }

  private PastValues of(Tally tally) {
    int width = tally.metric().quantity() instanceof Quantity.Ratio ? 2 : 1;
    var past = new PastValues(width);
    long[] zeros = new long[width];
    for (int unit = 0; unit < unusual.size(); unit++) {
      long[] ofUnit = unusual.get(unit).getOrDefault(tally.id(), zeros);
      if (ofUnit.length > 0) {
        past.add(unit, ofUnit);
      }
    }
    return past;
  }
}
