package dev.forktail.engine.metric.trial;

import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.query.SqlText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The statement that counts what measures would have counted: a row for each, in their order, with
/// its place, then events, units, usable values and their sum of yesterday, then those of the last
/// 24 hours.
final class TrialSql {
  private TrialSql() {}

  /// A measure, and what becomes of its property.
  ///
  /// @param value as SQL; null where no value counts
  record Part(Measure measure, boolean adds, Optional<String> value) {}

  /// The parts that `quantity` is made of.
  static List<Part> parts(Quantity quantity) {
    return switch (quantity) {
      case Quantity.Sum(var measure) -> List.of(ofNumber(measure));
      case Quantity.Quantile(var measure, _) -> List.of(ofNumber(measure));
      case Quantity.Distinct(var measure) -> List.of(ofText(measure));
      case Quantity.Ratio(var numerator, var denominator) -> {
        var parts = new ArrayList<>(parts(numerator));
        parts.addAll(parts(denominator));
        yield parts;
      }
      case Quantity.Conversion _, Quantity.Count _, Quantity.Funnel _, Quantity.Retention _ ->
          quantity.measures().stream()
              .map(measure -> new Part(measure, false, Optional.empty()))
              .toList();
    };
  }

  private static Part ofNumber(Measure measure) {
    return new Part(
        measure, true, Optional.ofNullable(measure.property()).map(PropertySql::number));
  }

  private static Part ofText(Measure measure) {
    return new Part(measure, false, Optional.ofNullable(measure.property()).map(PropertySql::text));
  }

  /// The statement about `parts`; empty when one of their conditions cannot be said in SQL.
  static Optional<String> find(List<Part> parts, Instant now) {
    var selects = new ArrayList<String>();
    for (int i = 0; i < parts.size(); i++) {
      var condition = ConditionSql.find(parts.get(i).measure().where());
      if (condition.isEmpty()) {
        return Optional.empty();
      }
      selects.add(select(i, parts.get(i), condition.get(), now));
    }
    return Optional.of(String.join("UNION ALL\n", selects) + "ORDER BY 1\n");
  }

  private static String select(int place, Part part, String condition, Instant now) {
    var today = now.truncatedTo(ChronoUnit.DAYS);
    return """
    SELECT %1$d, %2$s, %3$s
    FROM (
      SELECT coalesce(user_id, anonymous_id) AS unit, %4$s AS amount,
        occurred < TIMESTAMPTZ '%7$s' AS yesterday, occurred >= TIMESTAMPTZ '%8$s' AS lately
      FROM events
      WHERE name = %5$s AND occurred >= TIMESTAMPTZ '%6$s' AND occurred < TIMESTAMPTZ '%9$s'
        AND NOT coalesce(bot, false) AND %10$s) AS counted_%1$d
    """
        .formatted(
            place,
            aggregates("yesterday", part),
            aggregates("lately", part),
            part.value().orElse("1"),
            SqlText.quoted(part.measure().event()),
            today.minus(1, ChronoUnit.DAYS),
            today,
            now.minus(1, ChronoUnit.DAYS),
            now,
            condition);
  }

  private static String aggregates(String period, Part part) {
    return """
    count(*) FILTER (WHERE %1$s), count(DISTINCT unit) FILTER (WHERE %1$s),
      count(amount) FILTER (WHERE %1$s), %2$s\
    """
        .formatted(
            period, part.adds() ? "sum(amount) FILTER (WHERE " + period + ")" : "NULL::DOUBLE");
  }
}
