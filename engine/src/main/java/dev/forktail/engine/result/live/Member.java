package dev.forktail.engine.result.live;

import java.util.ArrayList;
import java.util.List;

/// What is known under one id of a unit: a person has its user id's and those of the visitors that
/// it was.
final class Member {
  /// Of an id that is the unit's own.
  static final long ALWAYS = Long.MIN_VALUE;

  private final UnitKey id;
  private long joinedSlice;
  private final List<Seen> seen;
  private final List<Fact> facts;

  /// @param joinedSlice since when it is known that it belongs to the unit
  Member(UnitKey id, long joinedSlice, List<Seen> seen, List<Fact> facts) {
    this.id = id;
    this.joinedSlice = joinedSlice;
    this.seen = new ArrayList<>(seen);
    this.facts = new ArrayList<>(facts);
  }

  static Member of(UnitKey id) {
    return new Member(id, ALWAYS, List.of(), List.of());
  }

  UnitKey id() {
    return id;
  }

  long joinedSlice() {
    return joinedSlice;
  }

  void joinedIn(long slice) {
    joinedSlice = slice;
  }

  List<Seen> seen() {
    return seen;
  }

  List<Fact> facts() {
    return facts;
  }

  void add(Fact fact) {
    facts.add(fact);
  }

  void add(Seen next) {
    for (int i = 0; i < seen.size(); i++) {
      if (seen.get(i).isOfSameArm(next)) {
        seen.set(i, seen.get(i).and(next));
        return;
      }
    }
    seen.add(next);
  }
}
