package dev.forktail.engine.result.live;

import dev.forktail.engine.result.live.Observation.Counted;
import dev.forktail.engine.result.live.Observation.Exposed;
import dev.forktail.engine.result.live.Observation.Named;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// What observations change. Whatever units they touch are read, what these add up to is taken out
/// of the totals, the observations are added to the records, and what the units add up to then is
/// put into the totals. So the order of observations makes no difference, nor how they are cut into
/// batches.
///
/// A visitor's record says who its user is; what it did is then kept with the user's record. Users
/// are never put together, so a record is at most one step away.
public final class LiveResults {
  private final ResultPlan plan;
  private final UnitRecords records;
  private final Map<UnitKey, UnitRecord> held = new HashMap<>();

  private LiveResults(ResultPlan plan, UnitRecords records) {
    this.plan = plan;
    this.records = records;
  }

  /// Adds `observations` of events that are stored into `slice`, or into slices before it.
  public static void apply(
      ResultPlan plan, List<Observation> observations, UnitRecords records, long slice) {
    if (!observations.isEmpty()) {
      new LiveResults(plan, records).apply(observations, slice);
    }
  }

  private void apply(List<Observation> observations, long slice) {
    hold(keysOf(observations));
    hold(ownersOf());
    var totals = new TotalChanges();
    plan.addTotals(held.values(), totals.subtracting());
    observations.forEach(
        observation -> {
          if (observation instanceof Named named) {
            name(named);
          }
        });
    observations.forEach(this::add);
    plan.addTotals(held.values(), totals.adding());
    records.put(held.values(), slice);
    records.add(totals.changes());
  }

  private static SortedSet<UnitKey> keysOf(List<Observation> observations) {
    var keys = new TreeSet<UnitKey>();
    for (var observation : observations) {
      switch (observation) {
        case Exposed exposed -> keys.add(exposed.unit());
        case Counted counted -> keys.add(counted.unit());
        case Named named -> {
          keys.add(named.visitor());
          keys.add(named.user());
        }
      }
    }
    return keys;
  }

  private SortedSet<UnitKey> ownersOf() {
    var keys = new TreeSet<UnitKey>();
    held.values().forEach(record -> record.owner().ifPresent(keys::add));
    keys.removeAll(held.keySet());
    return keys;
  }

  private void hold(SortedSet<UnitKey> keys) {
    if (!keys.isEmpty()) {
      held.putAll(records.lock(keys));
    }
  }

  private void name(Named named) {
    var visitor = held(named.visitor());
    var before = visitor.owner().orElse(visitor.key());
    visitor.add(Naming.of(named));
    var owner = visitor.owner().orElseThrow();
    var member = held(before).take(visitor.key());
    member.joinedIn(visitor.ownedSince());
    held(owner).give(member);
  }

  private void add(Observation observation) {
    switch (observation) {
      case Exposed exposed -> member(exposed.unit()).add(Seen.of(exposed));
      case Counted counted -> member(counted.unit()).add(counted.fact());
      case Named _ -> {}
    }
  }

  private Member member(UnitKey key) {
    var record = held(key);
    return held(record.owner().orElse(key)).member(key);
  }

  private UnitRecord held(UnitKey key) {
    var record = held.get(key);
    if (record == null) {
      throw new IllegalStateException("The record is not held");
    }
    return record;
  }
}
