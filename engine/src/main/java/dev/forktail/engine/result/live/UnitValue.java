package dev.forktail.engine.result.live;

import dev.forktail.engine.metric.Quantity;
import dev.forktail.statistics.sums.FixedPoint;
import dev.forktail.statistics.sums.Sums;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a unit's events come to in one metric.
sealed interface UnitValue {
  /// More events than a person does.
  int FACTS_MAX = 10_000;

  /// Too many events to be a person: it counts nowhere.
  record OfMachine() implements UnitValue {}

  /// A value that has grown from day to day.
  ///
  /// @param steps the change of the sums on each day on which there was one; the unit itself is in
  ///   the first
  /// @param total all of them together
  record Grown(List<Step> steps, Sums total) implements UnitValue {}

  /// What changes on a day.
  record Step(LocalDate day, Sums change) {}

  /// A value that there is once its day is over.
  ///
  /// @param day from which on it counts
  record Once(LocalDate day, Sums sums) implements UnitValue {}

  static UnitValue of(Tally tally, UnitView view) {
    var facts = within(tally, view);
    if (facts.size() > FACTS_MAX) {
      return new OfMachine();
    }
    return tally.metric().quantity() instanceof Quantity.Retention retention
        ? retained(retention, facts, view.first().firstMicros())
        : grown(tally, facts, view.first().firstMicros());
  }

  /// Those of the tally's tracks that lie within its window.
  static List<Fact> within(Tally tally, UnitView view) {
    var window = tally.metric().window();
    long untilMicros =
        window == null ? Long.MAX_VALUE : view.first().firstMicros() + micros(window);
    var facts = new ArrayList<Fact>();
    for (var fact : view.facts()) {
      if (tally.tracks().contains(fact.track()) && fact.occurredMicros() < untilMicros) {
        facts.add(fact);
      }
    }
    return facts;
  }

  private static UnitValue retained(Quantity.Retention retention, List<Fact> facts, long first) {
    long from = first + micros(Duration.ofDays(retention.day()));
    long until = from + micros(Duration.ofDays(1));
    boolean came =
        facts.stream()
            .anyMatch(fact -> fact.occurredMicros() >= from && fact.occurredMicros() < until);
    return new Once(UnitTotals.day(until), Sums.ofUnit(came ? FixedPoint.ONE : 0));
  }

  private static UnitValue grown(Tally tally, List<Fact> facts, long first) {
    var value = GrowingValue.of(tally);
    var byDay = new TreeMap<LocalDate, long[]>();
    byDay.put(UnitTotals.day(first), value.now());
    for (var fact : value.ordered(facts)) {
      value.add(fact);
      byDay.put(UnitTotals.day(fact.occurredMicros()), value.now());
    }
    return new Grown(steps(byDay), Sums.ofUnit(value.now()));
  }

  private static List<Step> steps(Map<LocalDate, long[]> byDay) {
    var steps = new ArrayList<Step>(byDay.size());
    Sums before = null;
    for (var entry : byDay.entrySet()) {
      var after = Sums.ofUnit(entry.getValue());
      if (before == null) {
        steps.add(new Step(entry.getKey(), after));
      } else if (!after.equals(before)) {
        steps.add(new Step(entry.getKey(), after.minus(before)));
      }
      before = after;
    }
    return steps;
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
