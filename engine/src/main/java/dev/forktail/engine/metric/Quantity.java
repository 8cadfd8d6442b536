package dev.forktail.engine.metric;

import java.util.List;

/// What a metric measures of a unit, from the events that count: those that occurred at its first
/// exposure or later, within the metric's window.
public sealed interface Quantity {

  /// One number per unit, that can be part of a ratio.
  sealed interface Single extends Quantity {
    Measure measure();
  }

  /// 1 if there is an event, else 0: a proportion.
  record Conversion(Measure measure) implements Single {
    public Conversion {
      requireNoProperty(measure);
    }
  }

  /// How many events.
  record Count(Measure measure) implements Single {
    public Count {
      requireNoProperty(measure);
    }
  }

  /// The sum of a property's numbers; what is no number is left out.
  record Sum(Measure measure) implements Single {
    public Sum {
      requireProperty(measure);
    }
  }

  /// How many different values of a property.
  record Distinct(Measure measure) implements Single {
    public Distinct {
      requireProperty(measure);
    }
  }

  /// The sum of the numerators of all units over the sum of their denominators.
  record Ratio(Single numerator, Single denominator) implements Quantity {}

  /// The value below which a share `level` of all events' values lies.
  record Quantile(Measure measure, double level) implements Quantity {
    public Quantile {
      requireProperty(measure);
      if (!(level > 0 && level < 1)) {
        throw new IllegalArgumentException("level must be between 0 and 1: " + level);
      }
    }
  }

  /// 1 if there are events of all steps, each at or after the one before, else 0.
  record Funnel(List<Measure> steps) implements Quantity {
    public static final int STEPS_MAX = 10;

    public Funnel {
      steps = List.copyOf(steps);
      steps.forEach(Quantity::requireNoProperty);
      if (steps.size() < 2 || steps.size() > STEPS_MAX) {
        throw new IllegalArgumentException(
            "A funnel must have 2 to " + STEPS_MAX + " steps: " + steps.size());
      }
    }
  }

  /// 1 if there is an event in the 24 hours that begin `day` times 24 hours after the first
  /// exposure, else 0. A unit counts once these are over.
  record Retention(Measure measure, int day) implements Quantity {
    public static final int DAY_MAX = 365;

    public Retention {
      requireNoProperty(measure);
      if (day < 1 || day > DAY_MAX) {
        throw new IllegalArgumentException("day must be in 1.." + DAY_MAX + ": " + day);
      }
    }
  }

  /// All measures that it is made of.
  default List<Measure> measures() {
    return switch (this) {
      case Single single -> List.of(single.measure());
      case Ratio(var numerator, var denominator) ->
          List.of(numerator.measure(), denominator.measure());
      case Quantile(var measure, _) -> List.of(measure);
      case Funnel(var steps) -> steps;
      case Retention(var measure, _) -> List.of(measure);
    };
  }

  /// Whether the values of its measure at this place are told apart instead of added up.
  default boolean tellsApart(int measure) {
    return switch (this) {
      case Distinct _ -> true;
      case Ratio(var numerator, var denominator) ->
          (measure == 0 ? numerator : denominator) instanceof Distinct;
      case Conversion _, Count _, Sum _, Quantile _, Funnel _, Retention _ -> false;
    };
  }

  private static void requireProperty(Measure measure) {
    if (measure.property() == null) {
      throw new IllegalArgumentException("A property must be said: event=" + measure.event());
    }
  }

  private static void requireNoProperty(Measure measure) {
    if (measure.property() != null) {
      throw new IllegalArgumentException("No property counts here: event=" + measure.event());
    }
  }
}
