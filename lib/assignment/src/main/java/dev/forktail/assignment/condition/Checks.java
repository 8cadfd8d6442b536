package dev.forktail.assignment.condition;

import dev.forktail.assignment.condition.Condition.All;
import dev.forktail.assignment.condition.Condition.Any;
import dev.forktail.assignment.condition.Condition.Contains;
import dev.forktail.assignment.condition.Condition.During;
import dev.forktail.assignment.condition.Condition.Exists;
import dev.forktail.assignment.condition.Condition.In;
import dev.forktail.assignment.condition.Condition.Matches;
import dev.forktail.assignment.condition.Condition.Network;
import dev.forktail.assignment.condition.Condition.Not;
import dev.forktail.assignment.condition.Condition.Range;
import dev.forktail.assignment.condition.Condition.Share;
import dev.forktail.assignment.condition.Condition.Version;
import dev.forktail.assignment.hash.Salt;
import dev.forktail.assignment.hash.Salt.Purpose;
import dev.forktail.assignment.hash.UnitId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// Compiles conditions. Of what is made here, only `During`, `Share` and `Matches` make objects
/// when they are evaluated.
final class Checks {
  private Checks() {}

  static Check of(Condition condition) {
    return switch (condition) {
      case All(var conditions) -> all(conditions);
      case Any(var conditions) -> any(conditions);
      case Not(var inner) -> not(of(inner));
      case Exists(var attribute) -> subject -> subject.attribute(attribute) != null;
      case In(var attribute, var values) -> one(attribute, Values.of(values)::contains);
      case Range range -> one(range.attribute(), value -> Numbers.within(value, range));
      case During period -> one(period.attribute(), value -> Times.within(value, period));
      case Contains contains -> one(contains.attribute(), Texts.of(contains));
      case Version(var attribute, var range) -> texts(attribute, VersionRange.of(range)::contains);
      case Matches(var attribute, var pattern) ->
          texts(attribute, LinearPattern.of(pattern)::isFoundIn);
      case Network(var attribute, var networks) -> texts(attribute, networks(networks));
      case Share share -> share(share);
    };
  }

  private static Check all(List<Condition> conditions) {
    var checks = checks(conditions);
    if (checks.length == 1) {
      return checks[0];
    }
    return subject -> {
      for (var check : checks) {
        if (!check.holds(subject)) {
          return false;
        }
      }
      return true;
    };
  }

  private static Check any(List<Condition> conditions) {
    var checks = checks(conditions);
    return subject -> {
      for (var check : checks) {
        if (check.holds(subject)) {
          return true;
        }
      }
      return false;
    };
  }

  private static Check not(Check inner) {
    return subject -> !inner.holds(subject);
  }

  private static Check[] checks(List<Condition> conditions) {
    return conditions.stream().map(Checks::of).toArray(Check[]::new);
  }

  private static Check one(String attribute, Predicate<Object> test) {
    return subject -> {
      var value = subject.attribute(attribute);
      if (value instanceof List<?> list) {
        return anyOf(list, test);
      }
      return value != null && test.test(value);
    };
  }

  private static boolean anyOf(List<?> list, Predicate<Object> test) {
    for (int i = 0; i < list.size(); i++) {
      if (test.test(list.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static Check texts(String attribute, Predicate<String> test) {
    return one(attribute, value -> value instanceof String text && test.test(text));
  }

  private static Predicate<String> networks(List<String> networks) {
    var all = networks.stream().map(Cidr::of).toArray(Cidr[]::new);
    return text -> {
      var address = Address.find(text);
      return address.isPresent()
          && Arrays.stream(all).anyMatch(network -> network.contains(address.get()));
    };
  }

  private static Check share(Share share) {
    var salt = Salt.of(Purpose.SHARE, share.salt());
    return one(
        share.attribute(),
        value -> {
          var text = value.toString();
          if (text.isEmpty()) {
            return false;
          }
          int point = salt.point(UnitId.of(text), 10_000);
          return point >= share.from() && point < share.to();
        });
  }
}
