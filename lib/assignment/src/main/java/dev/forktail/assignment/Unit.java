package dev.forktail.assignment;

import dev.forktail.assignment.hash.UnitId;
import org.jspecify.annotations.Nullable;

/// What an experiment assigns: users, visitors, devices, accounts, or whatever an attribute names.
public sealed interface Unit {
  record UserId() implements Unit {}

  record AnonymousId() implements Unit {}

  record DeviceId() implements Unit {}

  record AccountId() implements Unit {}

  /// The user id, and before the login the anonymous id. The first arm stays, so it is remembered.
  record Person() implements Unit {}

  /// The value of an attribute: a text, a whole number or a truth value.
  record Attribute(String name) implements Unit {
    public Attribute {
      Keys.check("unit attribute", name);
    }
  }

  static Unit userId() {
    return new UserId();
  }

  static Unit anonymousId() {
    return new AnonymousId();
  }

  static Unit deviceId() {
    return new DeviceId();
  }

  static Unit accountId() {
    return new AccountId();
  }

  static Unit person() {
    return new Person();
  }

  static Unit attribute(String name) {
    return new Attribute(name);
  }

  /// The unit of `subject`, or null if it has none.
  default @Nullable UnitId of(Subject subject) {
    return switch (this) {
      case UserId() -> subject.userId();
      case AnonymousId() -> subject.anonymousId();
      case DeviceId() -> subject.deviceId();
      case AccountId() -> subject.accountId();
      case Person() -> subject.userId() != null ? subject.userId() : subject.anonymousId();
      case Attribute(var name) -> subject.idOf(name);
    };
  }

  /// Whether the id may change during a visit, so that the arm must be remembered.
  default boolean changes() {
    return this instanceof Person;
  }
}
