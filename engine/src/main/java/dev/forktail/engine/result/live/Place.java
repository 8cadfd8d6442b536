package dev.forktail.engine.result.live;

/// Where what was observed of an id counts.
///
/// @param unit with which it counts
/// @param member the id under which it was done
/// @param since the slice since which it is known that the member belongs to the unit
public record Place(UnitKey unit, UnitKey member, long since) {

  /// With itself.
  public static Place own(UnitKey key) {
    return new Place(key, key, Member.ALWAYS);
  }

  public boolean isOwn() {
    return unit.equals(member);
  }
}
