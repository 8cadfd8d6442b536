package dev.forktail.assignment.condition;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whom something is meant for. A condition on an attribute does not hold when there is no such
/// attribute; on a list it holds when it does for one of the elements.
///
/// A condition that exists can be compiled: patterns, versions and networks are read when it is
/// made.
public sealed interface Condition {
  /// Holds always.
  static Condition always() {
    return new All(List.of());
  }

  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = Limits.checked(conditions);
    }
  }

  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = Limits.checked(conditions);
    }
  }

  record Not(Condition condition) implements Condition {
    public Not {
      Limits.checked(List.of(condition));
    }
  }

  record Exists(String attribute) implements Condition {}

  /// One of the values, which are texts, numbers or truth values. `5` and `"5"` are the same: what
  /// comes from a query string has no other kind than text.
  record In(String attribute, List<Object> values) implements Condition {
    public In {
      values = List.copyOf(values);
      Limits.checkValues(values);
    }

    /// The values, and all texts, numbers and truth values that count as the same.
    public Set<Object> forms() {
      return Values.of(values).forms();
    }
  }

  /// A number, or a text that is one, between the bounds, of which one may be absent.
  record Range(String attribute, @Nullable Bound min, @Nullable Bound max) implements Condition {
    public Range {
      if (min == null && max == null) {
        throw new IllegalArgumentException("A range must have a bound: " + attribute);
      }
    }
  }

  /// An end of a range; `inclusive` if the number itself is in it.
  record Bound(double number, boolean inclusive) {
    public Bound {
      if (Double.isNaN(number)) {
        throw new IllegalArgumentException("A bound must be a number");
      }
    }
  }

  /// A time, as ISO text or in milliseconds since 1970, at or after `from` and before `to`, of
  /// which one may be absent.
  record During(String attribute, @Nullable Instant from, @Nullable Instant to)
      implements Condition {
    public During {
      if (from == null && to == null) {
        throw new IllegalArgumentException("A period must have a bound: " + attribute);
      }
    }
  }

  /// Where a text may have another.
  enum Place {
    ANYWHERE,
    START,
    END
  }

  /// A text that has one of the others in it, at the place said.
  record Contains(String attribute, Place place, List<String> texts, boolean ignoreCase)
      implements Condition {
    public Contains {
      texts = List.copyOf(texts);
      Limits.checkValues(texts);
    }
  }

  /// A semantic version (semver.org, 2.0.0) within `range`: comparisons such as `>=1.2.0 <2`, all
  /// of which must hold.
  record Version(String attribute, String range) implements Condition {
    public Version {
      VersionRange.of(range);
    }
  }

  /// A text of at most 2,000 characters in which the regular expression is found somewhere; `^` and
  /// `$` bind it to the ends. Syntax of RE2, time linear in the text.
  record Matches(String attribute, String pattern) implements Condition {
    public Matches {
      LinearPattern.of(pattern);
    }
  }

  /// An address of one of the networks, in IPv4 or IPv6: `10.0.0.0/8`, `2001:db8::/32`, or one
  /// address.
  record Network(String attribute, List<String> networks) implements Condition {
    public Network {
      networks = List.copyOf(networks);
      Limits.checkValues(networks);
      networks.forEach(Cidr::of);
    }
  }

  /// A share of all values of the attribute, by hash: the points from `from` to before `to` of
  /// 10,000, independent of other shares with another salt.
  record Share(String attribute, String salt, int from, int to) implements Condition {
    public Share {
      if (from < 0 || from > to || to > 10_000) {
        throw new IllegalArgumentException(
            "A share must be within 0..10000: " + from + ".." + to + " of " + attribute);
      }
    }
  }

  /// What evaluates it. Compile once, evaluate often.
  default Check compile() {
    return Checks.of(this);
  }
}
