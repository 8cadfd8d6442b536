package dev.forktail.engine.result.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A unit as one run sees it: the arm that it is in and the events that count.
///
/// @param arm its place, or [TotalKey#MULTIPLE]
/// @param first of its exposures
/// @param facts of all tracks that occurred at or after that and before the run's end, in the order
///   in which they did
record UnitView(int arm, Seen first, List<Fact> facts) {
  /// Minutes: a fact that was stored so much before the exposure may be forgotten by then.
  static final long LATE_SLICES = 1_440;

  private static final Comparator<Fact> BY_TIME = Comparator.comparingLong(Fact::occurredMicros);

  /// The unit of this record; null when the run has nothing to do with it.
  static @Nullable UnitView of(PlannedRun run, UnitRecord record) {
    var first = first(run, record.members());
    if (first == null) {
      return null;
    }
    if (sawOtherArms(run, record.members(), first.arm())) {
      return new UnitView(TotalKey.MULTIPLE, first, List.of());
    }
    var facts = new ArrayList<Fact>();
    for (var member : record.members()) {
      addFacts(run, member, first.firstMicros(), keptSince(run, member, record.members()), facts);
    }
    facts.sort(BY_TIME);
    return new UnitView(first.arm(), first, facts);
  }

  private static @Nullable Seen first(PlannedRun run, List<Member> members) {
    Seen first = null;
    for (var member : members) {
      for (var seen : member.seen()) {
        if (counts(run, seen) && (first == null || seen.isBefore(first))) {
          first = seen;
        }
      }
    }
    return first;
  }

  private static boolean sawOtherArms(PlannedRun run, List<Member> members, int arm) {
    for (var member : members) {
      for (var seen : member.seen()) {
        if (counts(run, seen) && seen.arm() != arm) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean counts(PlannedRun run, Seen seen) {
    return seen.run() == run.id() && !run.isOver(seen.firstMicros());
  }

  private static void addFacts(
      PlannedRun run, Member member, long fromMicros, long fromSlice, List<Fact> facts) {
    for (var fact : member.facts()) {
      if (fact.occurredMicros() >= fromMicros
          && fact.slice() >= fromSlice
          && !run.isOver(fact.occurredMicros())) {
        facts.add(fact);
      }
    }
  }

  /// From which slice on the facts of a member are certainly kept: those of a member that has seen
  /// the run, since then; of another, since it was known to belong to one that has.
  private static long keptSince(PlannedRun run, Member member, List<Member> members) {
    long since = Long.MAX_VALUE;
    for (var other : members) {
      for (var seen : other.seen()) {
        if (counts(run, seen)) {
          long known =
              other == member
                  ? seen.firstSlice()
                  : Math.max(
                      seen.firstSlice(), Math.max(other.joinedSlice(), member.joinedSlice()));
          since = Math.min(since, known);
        }
      }
    }
    return since - LATE_SLICES;
  }
}
