package dev.forktail.assignment.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// A regular expression that no text can make slow: RE2's syntax, no references back, linear time.
record LinearPattern(Pattern pattern) {
  private static final int PATTERN_LENGTH_MAX = 500;
  private static final int PROGRAM_SIZE_MAX = 500;

  /// In a longer text nothing is found.
  private static final int TEXT_LENGTH_MAX = 2_000;

  static LinearPattern of(String expression) {
    if (expression.length() > PATTERN_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "A pattern has at most " + PATTERN_LENGTH_MAX + " characters: " + expression.length());
    }
    try {
      var pattern = Pattern.compile(expression);
      if (pattern.programSize() > PROGRAM_SIZE_MAX) {
        throw new IllegalArgumentException("The pattern repeats too much: " + expression);
      }
      return new LinearPattern(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "Not a pattern: " + expression + " (" + e.getDescription() + ")", e);
    }
  }

  boolean isFoundIn(String text) {
    return text.length() <= TEXT_LENGTH_MAX && pattern.matcher(text).find();
  }
}
