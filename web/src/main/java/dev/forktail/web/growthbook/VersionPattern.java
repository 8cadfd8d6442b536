package dev.forktail.web.growthbook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Ranges of versions as regular expressions for JavaScript, which find what we take for a version
/// within the range.
///
/// The clients' own operators (`$vgte` …) compare padded texts: to them `1.2` comes before `1.2.0`,
/// `01` is not `1`, and from six digits on a number is compared as a text. So digits are compared
/// here, by what may stand where two numbers of one length first differ.
final class VersionPattern {
  private static final Pattern COMPARISON =
      Pattern.compile(
          "(?<sign>>=|<=|!=|>|<|=|)v?(?<numbers>[0-9]+(?:\\.[0-9]+)*)(?<pre>-[^+]*)?(?:\\+.*)?",
          Pattern.DOTALL);

  /// A whole version of at most a hundred characters.
  private static final String SHAPE =
      "^(?=[^]{0,100}$)(?=v?\\d{1,18}(?:\\.\\d{1,18}){0,2}"
          + "(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(?:\\+[^]*)?$)";

  private static final int NUMBERS = 3;
  private static final String NUMBER_ENDS = "(?!\\d)";
  private static final String NO_MORE_NUMBERS = "(?![.\\d])";

  /// Without zeros in front.
  private final List<String> numbers;

  private VersionPattern(String version) {
    var parts = new ArrayList<String>();
    for (var part : version.split("\\.", -1)) {
      parts.add(Long.toString(Long.parseLong(part)));
    }
    while (parts.size() < NUMBERS) {
      parts.add("0");
    }
    numbers = List.copyOf(parts);
  }

  /// The same as `range`; empty where it names a pre-release.
  static Optional<String> of(String range) {
    var parts = Arrays.stream(range.strip().split("\\s+", -1)).map(COMPARISON::matcher).toList();
    if (!parts.stream().allMatch(part -> part.matches() && part.group("pre") == null)) {
      return Optional.empty();
    }
    return Optional.of(
        parts.stream().map(VersionPattern::holds).collect(Collectors.joining("", SHAPE, "")));
  }

  private static String holds(Matcher comparison) {
    var bound = new VersionPattern(comparison.group("numbers"));
    return switch (comparison.group("sign")) {
      case ">=" -> "(?!v?(?:" + bound.less() + "))";
      case ">" -> "(?=v?(?:" + bound.greater() + "))";
      case "<=" -> "(?!v?(?:" + bound.greater() + "))";
      case "<" -> "(?=v?(?:" + bound.less() + "))";
      case "!=" -> "(?!v?" + bound.equal() + "(?!-))";
      default -> "(?=v?" + bound.equal() + "(?!-))";
    };
  }

  /// The same three numbers; those that are missing are 0.
  private String equal() {
    var same = new StringBuilder(NO_MORE_NUMBERS);
    for (int i = NUMBERS - 1; i > 0; i--) {
      var further = "\\." + equal(numbers.get(i)) + same;
      same.setLength(0);
      same.append(isZeroFrom(i) ? "(?:" + further + "|" + NO_MORE_NUMBERS + ")" : further);
    }
    return equal(numbers.getFirst()) + same;
  }

  private boolean isZeroFrom(int index) {
    return numbers.subList(index, NUMBERS).stream().allMatch("0"::equals);
  }

  /// One of the numbers is the first to differ, and greater.
  private String greater() {
    var cases = new ArrayList<String>();
    var before = new StringBuilder();
    for (var number : numbers) {
      cases.add(before + greater(number) + NUMBER_ENDS);
      before.append(equal(number)).append("\\.");
    }
    return String.join("|", cases);
  }

  /// One of the numbers is the first to differ, and smaller or missing; or none does, and it is a
  /// pre-release.
  private String less() {
    var cases = new ArrayList<String>();
    cases.add(less(numbers.getFirst()) + NUMBER_ENDS);
    for (int i = 1; i < NUMBERS; i++) {
      if (!numbers.get(i).equals("0")) {
        cases.add(sameBefore(i) + "\\." + less(numbers.get(i)) + NUMBER_ENDS);
        cases.addAll(missing(i));
      }
    }
    cases.add(equal() + "-");
    return String.join("|", cases);
  }

  /// The numbers before this one are the same, all of them there.
  private String sameBefore(int index) {
    return numbers.subList(0, index).stream()
        .map(VersionPattern::equal)
        .collect(Collectors.joining("\\."));
  }

  /// The numbers before this one are the same, and this one is not there, nor those before it that
  /// are 0.
  private List<String> missing(int index) {
    var cases = new ArrayList<String>();
    for (int i = index; i > 0; i--) {
      cases.add(sameBefore(i) + NO_MORE_NUMBERS);
      if (!numbers.get(i - 1).equals("0")) {
        break;
      }
    }
    return cases;
  }

  private static String equal(String number) {
    return "0*" + number;
  }

  private static String greater(String number) {
    var cases = new ArrayList<String>();
    cases.add("[1-9]\\d{%d,}".formatted(number.length()));
    for (int i = 0; i < number.length(); i++) {
      char digit = number.charAt(i);
      if (digit < '9') {
        cases.add(differing(number, i, (char) (digit + 1), '9'));
      }
    }
    return "0*(?:" + String.join("|", cases) + ")";
  }

  private static String less(String number) {
    var cases = new ArrayList<String>();
    if (number.length() > 1) {
      cases.add("\\d{1,%d}".formatted(number.length() - 1));
    }
    for (int i = 0; i < number.length(); i++) {
      char digit = number.charAt(i);
      if (digit > '0') {
        cases.add(differing(number, i, '0', (char) (digit - 1)));
      }
    }
    return cases.isEmpty() ? "(?!)" : "0*(?:" + String.join("|", cases) + ")";
  }

  /// The digits of `number` before this one, one of these instead of it, and any behind it.
  private static String differing(String number, int index, char from, char to) {
    return "%s[%c-%c]\\d{%d}"
        .formatted(number.substring(0, index), from, to, number.length() - index - 1);
  }
}
