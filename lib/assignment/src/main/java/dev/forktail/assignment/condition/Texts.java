package dev.forktail.assignment.condition;

import dev.forktail.assignment.condition.Condition.Contains;
import java.util.function.Predicate;

/// Looks for texts in a text, without copies.
record Texts(Contains wanted) implements Predicate<Object> {
  static Texts of(Contains wanted) {
    return new Texts(wanted);
  }

  @Override
  public boolean test(Object value) {
    return value instanceof String text
        && wanted.texts().stream().anyMatch(other -> isIn(text, other));
  }

  private boolean isIn(String text, String other) {
    int last = text.length() - other.length();
    return switch (wanted.place()) {
      case START -> matches(text, 0, other);
      case END -> matches(text, last, other);
      case ANYWHERE -> {
        for (int at = 0; at <= last; at++) {
          if (matches(text, at, other)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }

  private boolean matches(String text, int at, String other) {
    return text.regionMatches(wanted.ignoreCase(), at, other, 0, other.length());
  }
}
