package dev.forktail.engine.result.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A unit in an arm of a run, with what it did before its first exposure: for what is computed of
/// all units at once.
///
/// What it did before is what was done under the ids that were known to be its own when it was
/// first exposed. Whom a visitor turns out to be later may depend on the arm.
public final class MeasuredUnit {
  private final UnitView after;
  private final UnitView before;

  private MeasuredUnit(UnitView after, UnitView before) {
    this.after = after;
    this.before = before;
  }

  static Optional<MeasuredUnit> of(PlannedRun run, UnitRecord record, Duration before) {
    var view = UnitView.of(run, record);
    if (view == null || view.arm() == TotalKey.MULTIPLE) {
      return Optional.empty();
    }
    var earlier = earlier(record, view.first(), before);
    return Optional.of(new MeasuredUnit(view, new UnitView(view.arm(), view.first(), earlier)));
  }

  private static List<Fact> earlier(UnitRecord record, Seen first, Duration before) {
    long fromMicros = first.firstMicros() - before.toNanos() / 1_000;
    var facts = new ArrayList<Fact>();
    for (var member : knownThen(record, first)) {
      for (var fact : member.facts()) {
        if (fact.occurredMicros() >= fromMicros && fact.occurredMicros() < first.firstMicros()) {
          facts.add(fact);
        }
      }
    }
    facts.sort(Comparator.comparingLong(Fact::occurredMicros));
    return facts;
  }

  /// All members that had joined when one that had was exposed; else the one that was.
  private static List<Member> knownThen(UnitRecord record, Seen first) {
    var exposed =
        record.members().stream().filter(member -> member.seen().contains(first)).toList();
    boolean isKnown =
        exposed.stream().anyMatch(member -> member.joinedSlice() <= first.firstSlice());
    return isKnown
        ? record.members().stream()
            .filter(member -> member.joinedSlice() <= first.firstSlice())
            .toList()
        : exposed;
  }

  /// The place of its arm among the run's.
  public int arm() {
    return after.arm();
  }

  /// Its value in a metric, of a ratio numerator and denominator, then the same of the time before;
  /// fixed-point integers. Empty when it did more than a person does; before the exposure that
  /// counts as nothing.
  public Optional<long[]> values(Tally tally) {
    var facts = UnitValue.within(tally, after);
    if (facts.size() > UnitValue.FACTS_MAX) {
      return Optional.empty();
    }
    var earlier = UnitValue.within(tally, before);
    var now = value(tally, facts);
    var then = value(tally, earlier.size() > UnitValue.FACTS_MAX ? List.of() : earlier);
    var values = new long[2 * now.length];
    System.arraycopy(now, 0, values, 0, now.length);
    System.arraycopy(then, 0, values, now.length, then.length);
    return Optional.of(values);
  }

  private static long[] value(Tally tally, List<Fact> facts) {
    var value = GrowingValue.of(tally);
    value.ordered(facts).forEach(value::add);
    return value.now();
  }

  /// The value of each of its events that count in a metric; empty when these are more than a
  /// person has.
  public Optional<long[]> eachValue(Tally tally) {
    var facts = UnitValue.within(tally, after);
    return facts.size() > UnitValue.FACTS_MAX
        ? Optional.empty()
        : Optional.of(facts.stream().mapToLong(Fact::value).toArray());
  }
}
