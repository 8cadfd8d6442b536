package dev.forktail.engine.experiment;

import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Unit;
import dev.forktail.engine.project.KeyHash;
import java.util.List;
import java.util.stream.Stream;

/// A unit as sessions know it: 32 hexadecimal digits that follow from its kind and id, so that what
/// is kept names nobody.
public record UnitHash(String hex) {
  private static final int LENGTH = 32;

  public UnitHash {
    if (hex.length() != LENGTH) {
      throw new IllegalArgumentException("A unit's hash has 32 digits: " + hex.length());
    }
  }

  /// Those by which sessions know the unit of `subject`, the one that decides first: who has logged
  /// in is still known as who they were before.
  public static List<UnitHash> of(Unit unit, Subject subject) {
    return switch (unit) {
      case Unit.Person() ->
          Stream.concat(
                  of(Unit.userId(), subject).stream(), of(Unit.anonymousId(), subject).stream())
              .toList();
      case Unit.UserId(),
          Unit.AnonymousId(),
          Unit.DeviceId(),
          Unit.AccountId(),
          Unit.Attribute(_) -> {
        var id = unit.of(subject);
        yield id == null ? List.of() : List.of(of(Exposures.word(unit), id.value()));
      }
    };
  }

  /// The one of this kind and id.
  ///
  /// @param kind what the unit is, such as `userId`
  public static UnitHash of(String kind, String id) {
    return new UnitHash(KeyHash.of(kind + "\n" + id).hex().substring(0, LENGTH));
  }
}
