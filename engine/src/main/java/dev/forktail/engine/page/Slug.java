package dev.forktail.engine.page;

import java.util.Optional;
import java.util.regex.Pattern;

/// What the address of a page ends with. No two pages of an installation have the same, of whatever
/// project they are.
public record Slug(String value) implements Comparable<Slug> {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._~-]{0,99}");

  public Slug {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "A slug is 1 to 100 letters, digits and ._~-, the first a letter or a digit: '%s'"
              .formatted(value));
    }
  }

  /// The slug in `text`; empty when no page can have it.
  public static Optional<Slug> find(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new Slug(text)) : Optional.empty();
  }

  @Override
  public int compareTo(Slug other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
