package dev.forktail.engine.result.live;

import dev.forktail.engine.result.live.Observation.Counted;
import dev.forktail.engine.result.live.Observation.Exposed;
import dev.forktail.engine.result.live.Observation.Named;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What observations change. Whatever units they touch are read, what these add up to is taken out
/// of the totals, the observations are added to the records, and what the units add up to then is
/// put into the totals. So the order of observations makes no difference, nor how they are cut into
/// batches.
///
/// Of a unit that is forgotten nothing is added, and a visitor that turns out to be one's is
/// forgotten too.
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

  /// Forgets these units: what they did is taken out of the totals, and nothing that is or was
  /// stored counts for them again. Visitors of a user go with it.
  ///
  /// @param slice into which events are stored now
  /// @return how many units are forgotten that were not before
  public static int forget(
      ResultPlan plan, Collection<UnitKey> units, UnitRecords records, long slice) {
    return units.isEmpty() ? 0 : new LiveResults(plan, records).forget(units, slice);
  }

  private int forget(Collection<UnitKey> units, long slice) {
    hold(new TreeSet<>(units));
    units.forEach(this::holdVisitors);
    hold(ownersOf());
    long before = countForgotten();
    change(slice, () -> units.forEach(this::forget));
    return (int) (countForgotten() - before);
  }

  private long countForgotten() {
    return held.values().stream().filter(UnitRecord::isForgotten).count();
  }

  private void apply(List<Observation> observations, long slice) {
    hold(keysOf(observations));
    hold(ownersOf());
    for (var observation : observations) {
      if (observation instanceof Named named && held(named.user()).isForgotten()) {
        holdVisitors(named.visitor());
      }
    }
    change(slice, () -> add(observations));
  }

  private void change(long slice, Runnable step) {
    var totals = new TotalChanges();
    plan.addTotals(held.values(), totals.subtracting());
    step.run();
    plan.addTotals(held.values(), totals.adding());
    records.put(held.values(), slice);
    records.add(totals.changes());
  }

  private void add(List<Observation> observations) {
    observations.forEach(
        observation -> {
          if (observation instanceof Named named) {
            name(named);
          }
        });
    observations.forEach(this::add);
  }

  /// The visitors of a unit, which are forgotten with it, and theirs.
  private void holdVisitors(UnitKey unit) {
    var known = new HashSet<UnitKey>();
    var waiting = new ArrayDeque<UnitKey>();
    waiting.add(unit);
    for (var next = waiting.poll(); next != null; next = waiting.poll()) {
      if (known.add(next)) {
        var visitors = new TreeSet<UnitKey>();
        held(next).members().forEach(member -> visitors.add(member.id()));
        waiting.addAll(visitors);
        visitors.removeAll(held.keySet());
        hold(visitors);
      }
    }
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
    if (visitor.isForgotten()) {
      return;
    }
    var before = visitor.owner().orElse(visitor.key());
    visitor.add(Naming.of(named));
    var owner = visitor.owner().orElseThrow();
    var member = held(before).take(visitor.key());
    if (held(owner).isForgotten()) {
      forget(visitor.key());
      return;
    }
    member.joinedIn(visitor.ownedSince());
    held(owner).give(member);
  }

  private void forget(UnitKey key) {
    var record = held(key);
    if (record.isForgotten()) {
      return;
    }
    record.owner().ifPresent(owner -> held(owner).take(key));
    var visitors = record.members().stream().map(Member::id).toList();
    record.forget();
    visitors.forEach(this::forget);
  }

  private void add(Observation observation) {
    switch (observation) {
      case Exposed exposed -> find(exposed.unit()).ifPresent(one -> one.add(Seen.of(exposed)));
      case Counted counted -> find(counted.unit()).ifPresent(one -> one.add(counted.fact()));
      case Named _ -> {}
    }
  }

  /// Where what was observed of a unit goes; nowhere when it is forgotten.
  private Optional<Member> find(UnitKey key) {
    var record = held(held(key).owner().orElse(key));
    return record.isForgotten() ? Optional.empty() : Optional.of(record.member(key));
  }

  private UnitRecord held(UnitKey key) {
    var record = held.get(key);
    if (record == null) {
      throw new IllegalStateException("The record is not held");
    }
    return record;
  }
}
