package dev.forktail.web.growthbook;

import dev.forktail.assignment.condition.Condition;
import dev.forktail.assignment.condition.Condition.All;
import dev.forktail.assignment.condition.Condition.Any;
import dev.forktail.assignment.condition.Condition.Bound;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Conditions in the language of GrowthBook's clients (`mongrule.ts` of its JavaScript SDK), which
/// hold for the same attributes as ours.
///
/// Its operators turn values of another kind into what they compare with, so each is bound to one
/// kind by `$type`; and what we say of a list, that one element suffices, is `$elemMatch` there.
final class GrowthBookCondition {
  /// What we take for a number in a text.
  private static final String DECIMAL = "^[-+.0-9eE]{1,40}$";

  private GrowthBookCondition() {}

  /// A rule that begins with the condition, if there is one.
  static Map<String, Object> rule(Condition condition) {
    var rule = new LinkedHashMap<String, Object>();
    if (!condition.equals(Condition.always())) {
      rule.put("condition", of(condition));
    }
    return rule;
  }

  /// Why it cannot be said there.
  static Optional<String> obstacle(Condition condition) {
    return switch (condition) {
      case All(var inner) -> first(inner);
      case Any(var inner) -> first(inner);
      case Not(var inner) -> obstacle(inner);
      case Exists(var attribute) -> name(attribute);
      case In in ->
          name(in.attribute())
              .or(
                  () ->
                      in.forms().stream().allMatch(GrowthBookCondition::isExact)
                          ? Optional.empty()
                          : Optional.of("its targeting has a number that a client would round"));
      case Range(var attribute, var min, var max) ->
          name(attribute)
              .or(
                  () ->
                      isFinite(min) && isFinite(max)
                          ? Optional.empty()
                          : Optional.of("its targeting has a bound without end"));
      case Contains contains ->
          name(contains.attribute())
              .or(
                  () ->
                      JavaScriptPattern.canSay(contains)
                          ? Optional.empty()
                          : Optional.of("its targeting ignores the case of rare letters"));
      case Matches(var attribute, var pattern) ->
          name(attribute)
              .or(
                  () ->
                      JavaScriptPattern.of(pattern).isPresent()
                          ? Optional.empty()
                          : Optional.of(
                              "its targeting has a pattern that JavaScript reads differently"));
      case During(var attribute, _, _) -> Optional.of("its targeting compares times: " + attribute);
      case Version(var attribute, var range) ->
          name(attribute)
              .or(
                  () ->
                      VersionPattern.of(range).isPresent()
                          ? Optional.empty()
                          : Optional.of("its targeting compares with a pre-release"));
      case Network(var attribute, _) -> Optional.of("its targeting has cidr: " + attribute);
      case Share share -> Optional.of("its targeting has percent: " + share.attribute());
    };
  }

  private static Optional<String> first(List<Condition> conditions) {
    return conditions.stream()
        .map(GrowthBookCondition::obstacle)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> name(String attribute) {
    return attribute.startsWith("$")
        ? Optional.of("its targeting names an attribute like an operator: " + attribute)
        : Optional.empty();
  }

  private static boolean isExact(Object form) {
    return !(form instanceof Long number) || Math.abs(number) <= 1L << 53;
  }

  private static boolean isFinite(@Nullable Bound bound) {
    return bound == null || Double.isFinite(bound.number());
  }

  /// One to which there is no [#obstacle].
  static Map<String, Object> of(Condition condition) {
    return switch (condition) {
      case All(var inner) -> Map.of("$and", all(inner));
      // There, one of none holds.
      case Any(var inner) -> inner.isEmpty() ? never() : Map.of("$or", all(inner));
      case Not(var inner) -> Map.of("$not", of(inner));
      case Exists(var attribute) -> Map.of(attribute, Map.of("$exists", true));
      case In in -> Map.of(in.attribute(), Map.of("$in", sorted(in)));
      case Range range -> range(range);
      case Contains contains -> text(contains.attribute(), JavaScriptPattern.of(contains));
      case Matches(var attribute, var pattern) ->
          text(attribute, JavaScriptPattern.of(pattern).orElseThrow());
      case Version(var attribute, var range) ->
          text(attribute, VersionPattern.of(range).orElseThrow());
      case During _, Network _, Share _ ->
          throw new IllegalArgumentException("Cannot be said: " + condition);
    };
  }

  private static List<Map<String, Object>> all(List<Condition> conditions) {
    return conditions.stream().map(GrowthBookCondition::of).toList();
  }

  private static Map<String, Object> never() {
    return Map.of("$not", Map.of());
  }

  private static List<Object> sorted(In in) {
    return in.forms().stream()
        .sorted(
            Comparator.comparing(Object::toString)
                .thenComparing(form -> form.getClass().getSimpleName()))
        .toList();
  }

  private static Map<String, Object> range(Range range) {
    Map<String, Object> number = new LinkedHashMap<>();
    number.put("$type", "number");
    bound(number, range.min(), "$gte", "$gt");
    bound(number, range.max(), "$lte", "$lt");
    Map<String, Object> text = new LinkedHashMap<>(number);
    text.put("$type", "string");
    text.put("$regex", DECIMAL);
    return oneOrElement(range.attribute(), Stream.of(number, text));
  }

  private static void bound(
      Map<String, Object> tree, @Nullable Bound bound, String inclusive, String exclusive) {
    if (bound != null) {
      tree.put(bound.inclusive() ? inclusive : exclusive, bound.number());
    }
  }

  private static Map<String, Object> text(String attribute, String pattern) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("$type", "string");
    text.put("$regex", pattern);
    return oneOrElement(attribute, Stream.of(text));
  }

  /// The attribute itself, or an element of it, meets one of these.
  private static Map<String, Object> oneOrElement(
      String attribute, Stream<Map<String, Object>> alternatives) {
    return Map.of(
        "$or",
        alternatives
            .flatMap(
                each ->
                    Stream.of(
                        Map.of(attribute, each), Map.of(attribute, Map.of("$elemMatch", each))))
            .toList());
  }
}
