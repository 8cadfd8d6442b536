package dev.forktail.engine.result.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is kept of a unit: the events that count, as members. Of a visitor whose user is known only
/// who that is: what the visitor did is a member of the user. Of a unit that is forgotten only that
/// is kept.
public final class UnitRecord {
  /// Of more users than these that were named together with one visitor those named last are
  /// forgotten.
  static final int NAMINGS_MAX = 16;

  private final UnitKey key;
  private final List<Naming> namings;
  private final List<Member> members;
  private boolean forgotten;

  UnitRecord(UnitKey key, List<Naming> namings, List<Member> members) {
    this.key = key;
    this.namings = new ArrayList<>(namings);
    this.members = new ArrayList<>(members);
  }

  public static UnitRecord of(UnitKey key) {
    return new UnitRecord(key, List.of(), List.of());
  }

  /// One of which nothing is known, for good.
  static UnitRecord forgotten(UnitKey key) {
    var record = of(key);
    record.forget();
    return record;
  }

  /// Whether nothing may be known of it.
  public boolean isForgotten() {
    return forgotten;
  }

  /// Drops all that is known, for good.
  void forget() {
    forgotten = true;
    namings.clear();
    members.clear();
  }

  public UnitKey key() {
    return key;
  }

  /// Whose visitor it is.
  public Optional<UnitKey> owner() {
    return namings.isEmpty() ? Optional.empty() : Optional.of(namings.getFirst().user());
  }

  /// Whether it must be kept however old it is.
  public boolean isLasting() {
    return forgotten
        || !namings.isEmpty()
        || members.stream()
            .anyMatch(member -> !member.seen().isEmpty() || member.joinedSlice() != Member.ALWAYS);
  }

  /// Whether nothing is known.
  public boolean isEmpty() {
    return !forgotten
        && namings.isEmpty()
        && members.stream().allMatch(member -> member.seen().isEmpty() && member.facts().isEmpty());
  }

  List<Naming> namings() {
    return namings;
  }

  List<Member> members() {
    return members;
  }

  Member member(UnitKey id) {
    var found = findMember(id);
    if (found != null) {
      return found;
    }
    var added = Member.of(id);
    members.add(added);
    return added;
  }

  private @Nullable Member findMember(UnitKey id) {
    for (var member : members) {
      if (member.id().equals(id)) {
        return member;
      }
    }
    return null;
  }

  /// Adds a naming; the one that counts is the first from then on.
  void add(Naming added) {
    var same = namings.stream().filter(one -> one.user().equals(added.user())).findFirst();
    same.ifPresent(namings::remove);
    namings.add(same.map(added::and).orElse(added));
    namings.sort(Naming.FIRST);
    if (namings.size() > NAMINGS_MAX) {
      namings.removeLast();
    }
  }

  /// Since when it is known whose visitor it is.
  long ownedSince() {
    return namings.getFirst().firstSlice();
  }

  /// Takes the member with this id away; one without anything when there is none.
  Member take(UnitKey id) {
    var taken = member(id);
    members.remove(taken);
    return taken;
  }

  void give(Member member) {
    members.add(member);
  }
}
