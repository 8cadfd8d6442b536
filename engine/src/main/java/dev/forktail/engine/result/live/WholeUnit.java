package dev.forktail.engine.result.live;

import dev.forktail.statistics.sums.Sums;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// A unit from all that was ever observed of it, gone through at once.
///
/// - **Threads.** For one at a time.
public final class WholeUnit {
  private final UnitRecord record;
  private final Map<UnitKey, Member> members = new HashMap<>();

  public WholeUnit(UnitKey key) {
    this.record = UnitRecord.of(key);
  }

  /// Adds what was observed of one of its members.
  public void add(Place place, Observation observation) {
    switch (observation) {
      case Observation.Exposed exposed -> member(place).add(Seen.of(exposed));
      case Observation.Counted(_, var fact) -> member(place).add(fact);
      case Observation.Named _ -> {}
    }
  }

  private Member member(Place place) {
    return members.computeIfAbsent(
        place.member(),
        id -> {
          var member = record.member(id);
          member.joinedIn(place.since());
          return member;
        });
  }

  /// The unit as a run sees it, with what it did in the time `before` its first exposure; empty
  /// when it is in no arm of the run, or in several.
  public Optional<MeasuredUnit> in(PlannedRun run, Duration before) {
    return MeasuredUnit.of(run, record, before);
  }

  /// Hands what it adds to the totals of `plan` to `sink`.
  public void addTotals(ResultPlan plan, BiConsumer<TotalKey, Sums> sink) {
    plan.addTotals(List.of(record), sink);
  }
}
