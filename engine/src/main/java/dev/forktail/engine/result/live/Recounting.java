package dev.forktail.engine.result.live;

import dev.forktail.statistics.sums.Sums;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Counts the units that are there into totals that are new: from one unit to another in the order
/// of their keys, while nobody stores anything.
///
/// @param plan as it is
/// @param from the least unit behind which something is to be counted
public record Recounting(ResultPlan plan, UnitKey from) {

  /// The next step; there must be one ([ResultPlan#isWhole]).
  public static Recounting of(ResultPlan plan) {
    var open = new TreeSet<UnitKey>();
    for (var run : plan.runs()) {
      open.add(run.counted());
      run.tallies().forEach(tally -> open.add(tally.counted()));
    }
    return new Recounting(plan, open.first());
  }

  /// What these units add to those totals that are counted up to `from`.
  ///
  /// @param records all units behind `from`, up to some other
  public SortedMap<TotalKey, Sums> totals(Collection<UnitRecord> records) {
    var changes = new TotalChanges();
    steps(counted -> counted.equals(from) ? UnitKey.LAST : UnitKey.FIRST)
        .addTotals(records, changes.adding());
    return changes.changes();
  }

  /// The plan once the units up to `last` are counted.
  public ResultPlan upTo(UnitKey last) {
    return steps(counted -> counted.equals(from) ? last : counted);
  }

  private ResultPlan steps(UnaryOperator<UnitKey> step) {
    var runs =
        plan.runs().stream()
            .map(
                run ->
                    new PlannedRun(
                        run.id(),
                        run.run(),
                        run.units(),
                        step.apply(run.counted()),
                        run.since(),
                        tallies(run.tallies(), step)))
            .toList();
    return new ResultPlan(plan.version() + 1, runs, plan.tracks());
  }

  private static List<Tally> tallies(List<Tally> tallies, UnaryOperator<UnitKey> step) {
    return tallies.stream()
        .map(
            tally ->
                new Tally(tally.id(), tally.metric(), tally.tracks(), step.apply(tally.counted())))
        .toList();
  }
}
