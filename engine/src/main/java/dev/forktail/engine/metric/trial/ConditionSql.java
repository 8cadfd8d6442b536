package dev.forktail.engine.metric.trial;

import dev.forktail.assignment.condition.Condition;
import dev.forktail.assignment.condition.Condition.All;
import dev.forktail.assignment.condition.Condition.Any;
import dev.forktail.assignment.condition.Condition.Bound;
import dev.forktail.assignment.condition.Condition.Contains;
import dev.forktail.assignment.condition.Condition.Exists;
import dev.forktail.assignment.condition.Condition.In;
import dev.forktail.assignment.condition.Condition.Matches;
import dev.forktail.assignment.condition.Condition.Not;
import dev.forktail.assignment.condition.Condition.Range;
import dev.forktail.engine.query.SqlText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Conditions on properties as SQL over `events`, for a first look: lists are texts here.
final class ConditionSql {
  private ConditionSql() {}

  /// The statement's form of `condition`, which is true or false and never null; empty where there
  /// is none: of times, versions, networks and shares.
  static Optional<String> find(Condition condition) {
    return switch (condition) {
      case All(var inner) -> joined(inner, " AND ", "true");
      case Any(var inner) -> joined(inner, " OR ", "false");
      case Not(var inner) -> find(inner).map(sql -> "NOT " + sql);
      case Exists(var attribute) ->
          Optional.of("(" + PropertySql.text(attribute) + " IS NOT NULL)");
      case In in -> Optional.of(either(in));
      case Range range -> Optional.of(known(within(range)));
      case Contains contains -> Optional.of(known(contains(contains)));
      case Matches(var attribute, var pattern) ->
          Optional.of(
              known(
                  "regexp_matches(%s, %s)"
                      .formatted(PropertySql.text(attribute), SqlText.quoted(pattern))));
      case Condition.During _, Condition.Version _, Condition.Network _, Condition.Share _ ->
          Optional.empty();
    };
  }

  private static Optional<String> joined(List<Condition> inner, String word, String none) {
    var parts = inner.stream().map(ConditionSql::find).toList();
    if (parts.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        parts.isEmpty()
            ? none
            : parts.stream().map(Optional::get).collect(Collectors.joining(word, "(", ")")));
  }

  private static String known(String sql) {
    return "coalesce(" + sql + ", false)";
  }

  private static String either(In in) {
    var forms = in.forms();
    var texts =
        forms.stream()
            .filter(String.class::isInstance)
            .map(form -> SqlText.quoted((String) form))
            .sorted()
            .collect(Collectors.joining(", "));
    var numbers =
        forms.stream()
            .filter(Number.class::isInstance)
            .map(form -> ((Number) form).doubleValue() + "::DOUBLE")
            .sorted()
            .collect(Collectors.joining(", "));
    var isText = known(PropertySql.text(in.attribute()) + " IN (" + texts + ")");
    return numbers.isEmpty()
        ? isText
        : "("
            + isText
            + " OR "
            + known(PropertySql.number(in.attribute()) + " IN (" + numbers + ")")
            + ")";
  }

  private static String within(Range range) {
    var number = "try_cast(" + PropertySql.text(range.attribute()) + " AS DOUBLE)";
    return Stream.of(bound(number, ">", range.min()), bound(number, "<", range.max()))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" AND "));
  }

  private static Optional<String> bound(String number, String sign, @Nullable Bound bound) {
    return bound == null
        ? Optional.empty()
        : Optional.of(
            number + " " + sign + (bound.inclusive() ? "= " : " ") + bound.number() + "::DOUBLE");
  }

  private static String contains(Contains contains) {
    var text = PropertySql.text(contains.attribute());
    var function =
        switch (contains.place()) {
          case ANYWHERE -> "contains";
          case START -> "starts_with";
          case END -> "ends_with";
        };
    return contains.texts().stream()
        .map(other -> contains.ignoreCase() ? other.toLowerCase(Locale.ROOT) : other)
        .map(
            other ->
                "%s(%s, %s)"
                    .formatted(
                        function,
                        contains.ignoreCase() ? "lower(" + text + ")" : text,
                        SqlText.quoted(other)))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }
}
