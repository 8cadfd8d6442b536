package dev.forktail.web.growthbook;

import dev.forktail.assignment.condition.Condition.Contains;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Regular expressions for JavaScript, without flags, that find the same as ours do.
///
/// Ours go by whole characters, JavaScript's by UTF-16 units: what stands for any character is
/// written so that it never takes half of one.
final class JavaScriptPattern {
  private static final String SYNTAX = "^$\\.*+?()[]{}|/";

  /// Whole characters, also beyond 16 bits, and halves that have lost their other one.
  private static final String CHARACTER =
      "(?:[^%s\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff]"
          + "|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff])";

  private static final String ANY_BUT_NEWLINE = CHARACTER.formatted("\\n");
  private static final String ANY = CHARACTER.formatted("");

  /// Longer texts are never matched here.
  private static final String SHORT = "^(?=[^]{0,2000}$)";

  private final String source;
  private final StringBuilder target = new StringBuilder();
  private int at;
  private int depth;

  /// Whether what was read last can be repeated.
  private boolean repeatable;

  private JavaScriptPattern(String source) {
    this.source = source;
  }

  /// Whether it can be said at all. There are letters with cases beyond 16 bits.
  static boolean canSay(Contains contains) {
    return !contains.ignoreCase()
        || contains.texts().stream()
            .allMatch(text -> text.chars().noneMatch(JavaScriptPattern::isHalf));
  }

  private static boolean isHalf(int unit) {
    return Character.isSurrogate((char) unit);
  }

  /// What finds the texts of `contains` at their place.
  static String of(Contains contains) {
    var texts =
        contains.texts().stream()
            .map(text -> quote(text, contains.ignoreCase()))
            .collect(Collectors.joining("|", "(?:", ")"));
    return switch (contains.place()) {
      case START -> "^" + texts;
      case END -> texts + "$";
      case ANYWHERE -> texts;
    };
  }

  private static String quote(String text, boolean ignoreCase) {
    return text.chars()
        .mapToObj(unit -> ignoreCase ? anyCase((char) unit) : escape((char) unit))
        .collect(Collectors.joining());
  }

  private static String escape(char unit) {
    if (SYNTAX.indexOf(unit) >= 0) {
      return "\\" + unit;
    }
    return unit >= ' ' && unit < 127 ? String.valueOf(unit) : "\\u%04x".formatted((int) unit);
  }

  private static String anyCase(char unit) {
    var same = LetterCases.SAME.get(folded(unit));
    return same == null || same.equals(escape(unit)) ? escape(unit) : "[" + same + "]";
  }

  private static char folded(char unit) {
    return Character.toLowerCase(Character.toUpperCase(unit));
  }

  /// The units that are the same for `String.regionMatches` when it ignores case. JavaScript's own
  /// way to do so has others.
  private static final class LetterCases {
    private static final Map<Character, String> SAME =
        IntStream.rangeClosed(0, Character.MAX_VALUE)
            .mapToObj(unit -> (char) unit)
            .collect(
                Collectors.groupingBy(
                    JavaScriptPattern::folded,
                    Collectors.mapping(JavaScriptPattern::escape, Collectors.joining())));
  }

  /// The same as `pattern`, an RE2 expression; empty where it has anything of which the two
  /// languages think differently, or of which we are not sure.
  static Optional<String> of(String pattern) {
    var translation = new JavaScriptPattern(pattern);
    while (translation.at < pattern.length()) {
      if (!translation.next()) {
        return Optional.empty();
      }
    }
    return translation.depth == 0
        ? Optional.of(SHORT + "(?=[^]*?(?:" + translation.target + "))")
        : Optional.empty();
  }

  private boolean next() {
    char c = source.charAt(at++);
    return switch (c) {
      case '^', '$' -> mark(c);
      case '|' -> mark(c);
      case '(' -> open();
      case ')' -> close();
      case '*', '+', '?' -> repeatable && repeat(String.valueOf(c));
      case '{' -> repeatable && count();
      case '[' -> set();
      case '.' -> one(ANY_BUT_NEWLINE);
      case '\\' -> escaped();
      case ']', '}' -> false;
      default -> c >= ' ' && c < 127 && one(escape(c));
    };
  }

  /// Adds something of which there may be several.
  private boolean one(String text) {
    target.append(text);
    repeatable = true;
    return true;
  }

  private boolean mark(char c) {
    target.append(c);
    repeatable = false;
    return true;
  }

  private boolean open() {
    if (source.startsWith("?", at) && !source.startsWith("?:", at)) {
      return false;
    }
    at += source.startsWith("?:", at) ? 2 : 0;
    depth++;
    target.append("(?:");
    repeatable = false;
    return true;
  }

  private boolean close() {
    depth--;
    return depth >= 0 && one(")");
  }

  private boolean repeat(String times) {
    target.append(times);
    if (source.startsWith("?", at)) {
      target.append('?');
      at++;
    }
    repeatable = false;
    return true;
  }

  private boolean count() {
    int end = source.indexOf('}', at);
    var inner = end < 0 ? "" : source.substring(at, end);
    if (!inner.matches("\\d{1,4}(,\\d{0,4})?")) {
      return false;
    }
    at = end + 1;
    return repeat("{" + inner + "}");
  }

  private boolean escaped() {
    if (at == source.length()) {
      return false;
    }
    char c = source.charAt(at++);
    return switch (c) {
      case 'd' -> one("[0-9]");
      case 'w' -> one("[0-9A-Za-z_]");
      case 's' -> one("[\\t\\n\\f\\r ]");
      case 'b' -> {
        target.append("\\b");
        repeatable = false;
        yield true;
      }
      default -> isPunctuation(c) && one(escape(c));
    };
  }

  private static boolean isPunctuation(char c) {
    return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
  }

  private boolean set() {
    boolean negated = source.startsWith("^", at);
    at += negated ? 1 : 0;
    var members = new StringBuilder();
    int begin = at;
    while (at < source.length() && (source.charAt(at) != ']' || at == begin)) {
      if (!member(members)) {
        return false;
      }
    }
    if (at == source.length()) {
      return false;
    }
    at++;
    return one(negated ? "(?:(?![" + members + "])" + ANY + ")" : "[" + members + "]");
  }

  private boolean member(StringBuilder members) {
    char c = source.charAt(at++);
    if (c == '[' || c == ']' || c < ' ' || c > 126) {
      return false;
    }
    if (c != '\\') {
      members.append(c == '^' ? "\\^" : String.valueOf(c));
      return true;
    }
    char next = at < source.length() ? source.charAt(at++) : 'x';
    boolean isClass = "dws".indexOf(next) >= 0;
    members.append(next == 's' ? "\\t\\n\\f\\r " : "\\" + next);
    boolean beginsRange = source.startsWith("-", at) && !source.startsWith("-]", at);
    return isClass ? !beginsRange : isPunctuation(next);
  }
}
